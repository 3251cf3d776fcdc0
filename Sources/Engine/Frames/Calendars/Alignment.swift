import TickmarkMemory

extension Frame {
  /// One row for every symbol and every day of `calendar`: all gaps where the symbol has no row on that day.
  ///
  /// Rows on other days are left out. Columns keep how they are stored.
  ///
  /// - Throws: `notDaily` for intraday bars.
  /// - Complexity: O(rows + symbols · days).
  public func aligned(to calendar: DayCalendar) throws(FrameError) -> Frame {
    guard seconds == nil else { throw .notDaily }
    let length = calendar.days.count
    var sources = AlignedBuffer<Int>(count: symbols.count * length, repeating: -1)
    var codes = AlignedBuffer<Int32>(count: symbols.count * length, repeating: 0)
    var days = AlignedBuffer<Int32>(count: symbols.count * length, repeating: 0)
    for symbol in symbols.indices {
      let own = rows(of: symbol)
      var row = own.lowerBound
      for (index, day) in calendar.days.enumerated() {
        let target = symbol * length + index
        while row < own.upperBound, self.days[row] < day.number { row += 1 }
        if row < own.upperBound, self.days[row] == day.number { sources[target] = row }
        codes[target] = Int32(symbol)
        days[target] = day.number
      }
    }
    let places = Column(sources)
    return Frame(
      symbols: symbols, ranges: symbols.indices.map { $0 * length..<($0 + 1) * length }, codes: Column(codes),
      days: Column(days), seconds: nil, prices: [open, high, low, close].map { $0.gathered(places) },
      volume: volume.gathered(places))
  }
}

extension WideTable {
  /// The same assets on the days of `calendar`: gaps where the table has no such day; its other days are left out.
  ///
  /// - Complexity: O(days of both · assets).
  public func aligned(to calendar: DayCalendar) -> WideTable {
    var panel = MutablePanel<Element>(days: calendar.days.count, assets: names.count)
    var source = 0
    for (target, day) in calendar.days.enumerated() {
      while source < dates.count, dates[source] < day { source += 1 }
      guard source < dates.count, dates[source] == day else { continue }
      for asset in names.indices { panel[target, asset] = self.panel[source, asset] }
    }
    return WideTable(dates: calendar.days, names: names, panel: Panel(panel))
  }
}

extension Column {
  /// The elements at `places`; `gap` for a place of -1.
  fileprivate func gathered(_ places: Column<Int>, gap: Element) -> Column {
    var gathered = AlignedBuffer<Element>(count: places.count, repeating: gap)
    for index in 0..<places.count where places[index] >= 0 { gathered[index] = self[places[index]] }
    return Column(gathered)
  }
}

extension PriceColumn {
  fileprivate func gathered(_ places: Column<Int>) -> PriceColumn {
    switch self {
    case .float32(let column): .float32(column.gathered(places, gap: .nan))
    case .float64(let column): .float64(column.gathered(places, gap: .nan))
    }
  }
}

extension VolumeColumn {
  fileprivate func gathered(_ places: Column<Int>) -> VolumeColumn {
    switch values {
    case .int32(let column): VolumeColumn(.int32(column.gathered(places, gap: .min)), scale: scale)
    case .int64(let column): VolumeColumn(.int64(column.gathered(places, gap: .min)), scale: scale)
    case .float64(let column): VolumeColumn(.float64(column.gathered(places, gap: .nan)), scale: scale)
    }
  }
}

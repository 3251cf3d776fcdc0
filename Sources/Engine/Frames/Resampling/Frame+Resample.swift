import TickmarkMemory

extension Frame {
  /// One bar for every symbol and period in which it has rows; the result is daily, whatever the bars were.
  ///
  ///     open    the first open that is there      high   the greatest      volume   the sum, exactly
  ///     close   the last close that is there      low    the least
  ///     day     of the last row in the period, be it a gap; the shifted day for `.day`
  ///
  /// - Gaps: missing values are stepped over, each field on its own; a field missing in every row of the period is a gap
  ///   of the result. A period without rows gives no bar.
  /// - Accuracy: prices are picked, not computed; they keep their element and every bit. Volumes keep their scale, and
  ///   their column widens where a sum needs it. Volumes stored as Float64 are added in the order of rows.
  /// - Throws: `volumesTooWide` where a sum of integers does not fit in Int64.
  /// - Complexity: O(rows), one pass a column.
  /// - Precondition: a day's shift is less than a day either way.
  public func resampled(to period: Period) throws(FrameError) -> Frame {
    if case .day(let shift) = period { precondition(shift.magnitude < 86_400, "a shift of less than a day") }
    let groups = PeriodGroups(self, period)
    return Frame(
      symbols: symbols, ranges: groups.ranges, codes: groups.codes, days: groups.days, seconds: nil,
      prices: [
        groups.reduce(open, by: .first), groups.reduce(high, by: .greatest), groups.reduce(low, by: .least),
        groups.reduce(close, by: .last),
      ], volume: try groups.sum(volume, symbols: symbols))
  }
}

/// Which rows of a frame make up which bar of the resampled one.
private struct PeriodGroups {
  enum Choice { case first, last, greatest, least }

  /// The first row of each group, then the number of rows: groups lie one behind the other.
  private var bounds: [Int] = []
  /// The groups of each symbol.
  private(set) var ranges: [Range<Int>] = []
  let codes: Column<Int32>
  let days: Column<Int32>

  init(_ frame: Frame, _ period: Period) {
    var codes: [Int32] = []
    var days: [Int32] = []
    let (numbers, seconds) = (frame.days.span, frame.seconds)
    for symbol in frame.symbols.indices {
      let start = bounds.count
      let rows = frame.rows(of: symbol)
      var row = rows.lowerBound
      while row < rows.upperBound {
        bounds.append(row)
        codes.append(Int32(symbol))
        var day = period.day(numbers[row], second: seconds?[row] ?? 0)
        let end = period.end(after: day)
        row += 1
        while row < rows.upperBound {
          let next = period.day(numbers[row], second: seconds?[row] ?? 0)
          guard next < end else { break }
          day = next
          row += 1
        }
        days.append(day)
      }
      ranges.append(start..<bounds.count)
    }
    bounds.append(frame.count)
    self.codes = Column(codes, placeholder: 0)
    self.days = Column(days, placeholder: 0)
  }

  func reduce(_ prices: PriceColumn, by choice: Choice) -> PriceColumn {
    switch prices {
    case .float32(let column): .float32(Column(reduce(column, by: choice)))
    case .float64(let column): .float64(Column(reduce(column, by: choice)))
    }
  }

  @specialized(where Element == Float) @specialized(where Element == Double)
  private func reduce<Element: PanelElement>(_ column: Column<Element>, by choice: Choice) -> AlignedBuffer<Element> {
    var reduced = AlignedBuffer<Element>(count: codes.count, repeating: .nan)
    let (prices, bounds) = (column.span, bounds.span)
    for group in 0..<codes.count {
      var (row, end) = (bounds[group], bounds[group + 1])
      switch choice {
      case .first:
        while row < end - 1, prices[row].isNaN { row += 1 }
        reduced[group] = prices[row]
      case .last:
        while row < end - 1, prices[end - 1].isNaN { end -= 1 }
        reduced[group] = prices[end - 1]
      case .greatest:
        var result = -Element.infinity
        for row in row..<end where prices[row] > result { result = prices[row] }
        // Prices are finite, so an infinity is nobody's price.
        if result > -.infinity { reduced[group] = result }
      case .least:
        var result = Element.infinity
        for row in row..<end where prices[row] < result { result = prices[row] }
        if result < .infinity { reduced[group] = result }
      }
    }
    return reduced
  }

  func sum(_ volume: VolumeColumn, symbols: [String]) throws(FrameError) -> VolumeColumn {
    do throws(Overflow) {
      switch volume.values {
      case .int32(let column): return VolumeColumn(narrowing: try sum(column), scale: volume.scale)
      case .int64(let column): return VolumeColumn(narrowing: try sum(column), scale: volume.scale)
      case .float64(let column): return VolumeColumn(.float64(sum(column)), scale: 0)
      }
    } catch {
      throw .volumesTooWide(symbol: symbols[Int(codes[error.group])])
    }
  }

  /// The sum of a group's volumes does not fit.
  private struct Overflow: Error { let group: Int }

  private func sum(_ column: Column<Double>) -> Column<Double> {
    var sums = AlignedBuffer<Double>(count: codes.count, repeating: .nan)
    for group in 0..<codes.count {
      for row in bounds[group]..<bounds[group + 1] where !column[row].isNaN {
        sums[group] = (sums[group].isNaN ? 0 : sums[group]) + column[row]
      }
    }
    return Column(sums)
  }

  @specialized(where Stored == Int32) @specialized(where Stored == Int64)
  private func sum<Stored: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ column: Column<Stored>
  ) throws(Overflow) -> Column<Int64> {
    var sums = AlignedBuffer<Int64>(count: codes.count, repeating: VolumeColumn.gap)
    let (volumes, bounds) = (column.span, bounds.span)
    for group in 0..<codes.count {
      var (sum, present, hasOverflowed) = (Int64(0), 0, false)
      for row in bounds[group]..<bounds[group + 1] where volumes[row] != .min {
        let (next, overflow) = sum.addingReportingOverflow(Int64(volumes[row]))
        (sum, hasOverflowed) = (next, hasOverflowed || overflow)
        present += 1
      }
      guard !hasOverflowed, sum != VolumeColumn.gap else { throw Overflow(group: group) }
      if present > 0 { sums[group] = sum }
    }
    return Column(sums)
  }
}

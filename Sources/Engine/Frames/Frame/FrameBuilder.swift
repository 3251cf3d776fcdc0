import TickmarkMemory

/// What a reader does with rows whose days go back.
public enum RowOrder: Sendable {
  /// Each symbol's own moments must increase strictly; symbols may interleave.
  case increasing
  /// Rows come in any order and are sorted; the same symbol and moment twice is still an error.
  case sorting
}

/// Rows while a frame is being read: Float64 prices and exact volumes, narrowed once, at the end.
struct FrameBuilder {
  private let precision: Precision
  private let order: RowOrder
  private var codes: [Int32] = []
  private var keys: [Int] = []
  private var prices: [[Double]] = [[], [], [], []]
  private var volumes = VolumeAccumulator()
  private var lastKeys: [Int] = []
  private var isSorted = true
  private var hasSeconds = false
  /// Where each row came from; kept only for sorting, where a duplicate shows at the end.
  private var places: [(file: Int32, line: Int32)] = []
  private var files: [String] = []

  init(precision: Precision, order: RowOrder) {
    self.precision = precision
    self.order = order
  }

  var count: Int { codes.count }

  mutating func begin(file: String, expectedRows: Int) {
    files.append(file)
    let rows = codes.count + expectedRows
    codes.reserveCapacity(rows)
    keys.reserveCapacity(rows)
    for field in prices.indices { prices[field].reserveCapacity(rows) }
    volumes.reserve(rows)
  }

  /// Appends a row; false, and nothing appended, where the volume has more digits than can be kept.
  ///
  /// - Throws: `duplicate` and `outOfOrder`, with the symbol's name from `name`.
  mutating func append(
    _ row: BarFields, code: Int32, place: @autoclosure () -> Place, name: @autoclosure () -> String
  ) throws(FrameError) -> Bool {
    let symbol = Int(code)
    while lastKeys.count <= symbol { lastKeys.append(.min) }
    let last = lastKeys[symbol]
    if order == .increasing, row.key <= last {
      let moment = Moment(key: row.key)
      if row.key == last { throw .duplicate(place(), symbol: name(), moment: moment) }
      throw .outOfOrder(place(), symbol: name(), moment: moment, after: Moment(key: last))
    }
    if let volume = row.volume {
      guard volumes.append(volume) else { return false }
    } else {
      volumes.appendGap()
    }
    if order == .sorting { places.append((Int32(files.count - 1), Int32(clamping: place().line))) }
    isSorted = isSorted && row.key > last && (codes.last ?? code) <= code
    lastKeys[symbol] = row.key
    hasSeconds = hasSeconds || row.key % 86_400 != 0
    codes.append(code)
    keys.append(row.key)
    prices[0].append(row.prices[0])
    prices[1].append(row.prices[1])
    prices[2].append(row.prices[2])
    prices[3].append(row.prices[3])
    return true
  }

  /// Sorts what is not sorted yet, and stores each column as narrowly as loses nothing.
  consuming func finish(names: [String]) throws(FrameError) -> Frame {
    let ranked = names.indices.sorted { names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8) }
    let ascending = ranked.elementsEqual(names.indices)
    if !ascending {
      var rank = [Int32](repeating: 0, count: names.count)
      for (position, index) in ranked.enumerated() { rank[index] = Int32(position) }
      for row in codes.indices { codes[row] = rank[Int(codes[row])] }
    }
    let symbols = ranked.map { names[$0] }
    if !(ascending && isSorted) { try sort(symbols) }
    var ranges: [Range<Int>] = []
    var start = 0
    for symbol in symbols.indices {
      var end = start
      while end < codes.count, codes[end] == symbol { end += 1 }
      ranges.append(start..<end)
      start = end
    }
    let volume: VolumeColumn
    do { volume = try volumes.column() } catch { throw .volumesTooWide(symbol: symbols[Int(codes[error.row])]) }
    var days = AlignedBuffer<Int32>(count: keys.count, repeating: 0)
    var seconds = AlignedBuffer<Int32>(count: hasSeconds ? keys.count : 0, repeating: 0)
    for row in keys.indices {
      let moment = Moment(key: keys[row])
      days[row] = moment.day.number
      if hasSeconds { seconds[row] = moment.second }
    }
    return Frame(
      symbols: symbols, ranges: ranges, codes: Column(codes, placeholder: 0),
      days: Column(days), seconds: hasSeconds ? Column(seconds) : nil,
      prices: prices.map { PriceColumn($0, precision: precision) }, volume: volume)
  }

  private mutating func sort(_ symbols: [String]) throws(FrameError) {
    var starts = [Int](repeating: 0, count: symbols.count + 1)
    for code in codes { starts[Int(code) + 1] += 1 }
    for symbol in symbols.indices { starts[symbol + 1] += starts[symbol] }
    var next = starts
    var rows = [Int](repeating: 0, count: codes.count)
    for row in codes.indices {
      let symbol = Int(codes[row])
      rows[next[symbol]] = row
      next[symbol] += 1
    }
    if order == .sorting {
      for symbol in symbols.indices {
        rows[starts[symbol]..<starts[symbol + 1]].sort { (keys[$0], $0) < (keys[$1], $1) }
      }
      for (row, following) in zip(rows, rows.dropFirst())
      where codes[row] == codes[following] && keys[row] == keys[following] {
        let place = Place(path: files[Int(places[following].file)], line: Int(places[following].line))
        throw .duplicate(place, symbol: symbols[Int(codes[row])], moment: Moment(key: keys[row]))
      }
    }
    codes = rows.map { codes[$0] }
    keys = rows.map { keys[$0] }
    for field in prices.indices {
      let unsorted = prices[field]
      prices[field] = rows.map { unsorted[$0] }
    }
    volumes.reorder(rows)
  }
}

/// One row as read.
struct BarFields {
  /// `Moment.key`.
  var key = 0
  /// Open, high, low, close; NaN where missing.
  var prices = SIMD4<Double>(repeating: .nan)
  var volume: DecimalNumber?
}

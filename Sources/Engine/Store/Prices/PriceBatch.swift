public import TickmarkFrames

/// Rows of prices that are stored together, by column; filled again and again without new memory.
///
/// - Gaps: NaN, stored as NULL.
public struct PriceBatch: Sendable {
  public private(set) var count = 0
  /// The symbols' codes in the store.
  private(set) var codes: [Int32]
  private(set) var days: [Int32]
  private(set) var open: [Double]
  private(set) var high: [Double]
  private(set) var low: [Double]
  private(set) var close: [Double]
  private(set) var volume: [Double]

  /// - Precondition: `capacity >= 1`.
  public init(capacity: Int) {
    precondition(capacity >= 1, "a batch holds a row")
    codes = Array(repeating: 0, count: capacity)
    days = codes
    open = Array(repeating: .nan, count: capacity)
    (high, low, close, volume) = (open, open, open, open)
  }

  public var capacity: Int { codes.count }

  /// Takes rows of a frame in place of what was here.
  ///
  /// - Parameter codes: of the frame's symbols, in the store.
  /// - Precondition: no more rows than the capacity.
  public mutating func fill(_ frame: Frame, rows: Range<Int>, codes stored: [Int32]) {
    precondition(rows.count <= capacity, "a batch has room for its rows")
    count = rows.count
    let (frameCodes, frameDays) = (frame.codes.span, frame.days.span)
    for place in 0..<count {
      let row = rows.lowerBound + place
      codes[place] = stored[Int(frameCodes[row])]
      days[place] = frameDays[row]
      volume[place] = frame.volume[row]
    }
    frame.open.copy(rows, to: &open)
    frame.high.copy(rows, to: &high)
    frame.low.copy(rows, to: &low)
    frame.close.copy(rows, to: &close)
  }

  /// The rows behind the first ones, in memory of their own.
  func dropping(first dropped: Int) -> PriceBatch {
    var rest = self
    rest.codes.removeFirst(dropped)
    rest.days.removeFirst(dropped)
    rest.open.removeFirst(dropped)
    rest.high.removeFirst(dropped)
    rest.low.removeFirst(dropped)
    rest.close.removeFirst(dropped)
    rest.volume.removeFirst(dropped)
    rest.count -= dropped
    return rest
  }
}

extension PriceColumn {
  fileprivate func copy(_ rows: Range<Int>, to values: inout [Double]) {
    switch self {
    case .float32(let column):
      let prices = column.span.extracting(rows)
      for place in prices.indices { values[place] = Double(prices[place]) }
    case .float64(let column):
      let prices = column.span.extracting(rows)
      for place in prices.indices { values[place] = prices[place] }
    }
  }
}

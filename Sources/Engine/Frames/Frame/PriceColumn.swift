public import TickmarkMemory

/// Prices of one kind, one a row; a missing price is NaN.
public enum PriceColumn: Sendable {
  /// Each price rounded once to the nearest Float32.
  case float32(Column<Float>)
  /// Each price as read, because the caller asked for it or because Float32 cannot hold one of them.
  case float64(Column<Double>)

  /// Stores `prices` at `precision`, or wider where Float32 would lose more than its last digit.
  init(_ prices: [Double], precision: Precision) {
    guard precision == .float32, prices.allSatisfy(Self.fitsFloat) else {
      self = .float64(Column(prices, placeholder: 0))
      return
    }
    var narrow = AlignedBuffer<Float>(count: prices.count, repeating: .nan)
    for row in prices.indices { narrow[row] = Float(prices[row]) }
    self = .float32(Column(narrow))
  }

  /// Whether the nearest Float32 is a normal number: beyond it there is infinity, below it digits go missing.
  static func fitsFloat(_ price: Double) -> Bool {
    if price.isNaN || price == 0 { return true }
    let narrow = Float(price).magnitude
    return narrow.isFinite && narrow >= Float.leastNormalMagnitude
  }

  public var count: Int {
    switch self {
    case .float32(let column): column.count
    case .float64(let column): column.count
    }
  }

  /// Bytes of one row.
  public var rowBytes: Int {
    switch self {
    case .float32: 4
    case .float64: 8
    }
  }

  public subscript(row: Int) -> Double {
    switch self {
    case .float32(let column): Double(column[row])
    case .float64(let column): column[row]
    }
  }

  /// The shortest decimal that reads back as the same element; empty for a gap.
  func text(_ row: Int) -> String {
    switch self {
    case .float32(let column): column[row].isNaN ? "" : column[row].description
    case .float64(let column): column[row].isNaN ? "" : column[row].description
    }
  }

  /// How the column is stored and why.
  public func storage(requested: Precision = .float32) -> String {
    switch self {
    case .float32: "Float32, each price rounded once"
    case .float64:
      requested == .float64 ? "Float64, as asked" : "Float64: asked for, or a price is outside Float32's range"
    }
  }
}

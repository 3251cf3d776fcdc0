public import TickmarkMemory

/// Volumes, one a row, kept without any loss.
///
///     volume = stored / 10^scale          scale 0 unless the file has fractions
///
/// - Gaps: a missing volume is the smallest integer of the column's type (`Int32.min`, `Int64.min`), or NaN in Float64.
///   A real volume equal to that sentinel widens the column, so that it never reads as a gap.
public struct VolumeColumn: Sendable {
  public enum Values: Sendable {
    case int32(Column<Int32>)
    /// A volume exceeds Int32, after the scale.
    case int64(Column<Int64>)
    /// No scale holds all volumes in Int64; every one of them is the Float64 whose shortest decimal it is.
    case float64(Column<Double>)
  }

  public let values: Values
  /// Decimal places, 0...18.
  public let scale: Int
  private let divisor: Double

  init(_ values: Values, scale: Int) {
    precondition(scale >= 0 && scale <= 18, "a decimal scale that Int64 can hold")
    self.values = values
    self.scale = scale
    divisor = Double(DecimalNumber.power(scale))
  }

  /// A missing volume among integers of 64 bits.
  static let gap = Int64.min

  /// The same integers in the narrowest column that holds each of them; `gap` is a gap.
  init(narrowing stored: Column<Int64>, scale: Int) {
    for row in 0..<stored.count where stored[row] != Self.gap {
      guard stored[row] > Int64(Int32.min), stored[row] <= Int64(Int32.max) else {
        self.init(.int64(stored), scale: scale)
        return
      }
    }
    var narrow = AlignedBuffer<Int32>(count: stored.count, repeating: .min)
    for row in 0..<stored.count where stored[row] != Self.gap { narrow[row] = Int32(stored[row]) }
    self.init(.int32(Column(narrow)), scale: scale)
  }

  /// The integer that is stored, without its scale; nothing for a gap, and for a volume stored as Float64.
  @inline(__always)
  func stored(_ row: Int) -> Int64? {
    switch values {
    case .int32(let column): column[row] == .min ? nil : Int64(column[row])
    case .int64(let column): column[row] == Self.gap ? nil : column[row]
    case .float64: nil
    }
  }

  public var count: Int {
    switch values {
    case .int32(let column): column.count
    case .int64(let column): column.count
    case .float64(let column): column.count
    }
  }

  /// Bytes of one row.
  public var rowBytes: Int {
    if case .int32 = values { 4 } else { 8 }
  }

  /// The nearest Float64; NaN for a gap.
  public subscript(row: Int) -> Double {
    switch values {
    // Both operands are exact, so the one division rounds correctly.
    case .int32(let column): column[row] == .min ? .nan : Double(column[row]) / divisor
    case .int64(let column): column[row] == .min ? .nan : wide(column[row])
    case .float64(let column): column[row]
    }
  }

  private func wide(_ stored: Int64) -> Double {
    let value = DecimalNumber(negative: stored < 0, mantissa: stored.magnitude, exponent: -scale).nearest
    return value ?? Double(stored) / divisor
  }

  /// The volume as a decimal, exactly; empty for a gap.
  func text(_ row: Int) -> String {
    switch values {
    case .int32(let column): column[row] == .min ? "" : placed(Int64(column[row]))
    case .int64(let column): column[row] == .min ? "" : placed(column[row])
    case .float64(let column): column[row].isNaN ? "" : column[row].description
    }
  }

  private func placed(_ stored: Int64) -> String {
    guard scale > 0 else { return String(stored) }
    var digits = String(stored.magnitude)
    digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let whole = digits.dropLast(scale)
    var fraction = digits.suffix(scale)
    while fraction.last == "0" { fraction.removeLast() }
    return (stored < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// How the column is stored and why.
  public var storage: String {
    let places = scale == 0 ? "" : ", \(scale) decimal place\(scale == 1 ? "" : "s") kept as a scale"
    return switch values {
    case .int32: "Int32" + places
    case .int64: "Int64: a volume exceeds Int32" + places
    case .float64: "Float64: no decimal scale holds every volume in Int64"
    }
  }
}

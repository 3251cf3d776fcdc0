import TickmarkMemory

/// Volumes while a frame is being read: exact decimals, so that the narrowest lossless storage can be chosen at the end.
struct VolumeAccumulator {
  private var mantissas: [Int64] = []
  /// Empty for as long as every exponent is 0.
  private var exponents: [Int8] = []

  private static let gap = VolumeColumn.gap

  mutating func reserve(_ rows: Int) { mantissas.reserveCapacity(rows) }

  mutating func appendGap() { append(mantissa: Self.gap, exponent: 0) }

  /// False, and nothing appended, for a number of more digits than 64 bits hold.
  mutating func append(_ number: DecimalNumber) -> Bool {
    let number = number.exponent == 0 ? number : number.normal
    guard number.mantissa <= UInt64(Int64.max), let exponent = Int8(exactly: number.exponent) else { return false }
    append(mantissa: number.negative ? -Int64(number.mantissa) : Int64(number.mantissa), exponent: exponent)
    return true
  }

  private mutating func append(mantissa: Int64, exponent: Int8) {
    if exponent != 0, exponents.isEmpty { exponents = Array(repeating: 0, count: mantissas.count) }
    if exponent != 0 || !exponents.isEmpty { exponents.append(exponent) }
    mantissas.append(mantissa)
  }

  mutating func reorder(_ order: [Int]) {
    mantissas = order.map { mantissas[$0] }
    if !exponents.isEmpty { exponents = order.map { exponents[$0] } }
  }

  /// The narrowest column that loses nothing; `row` of the failure is a row that no column can keep beside the others.
  func column() throws(Unstorable) -> VolumeColumn {
    let scale = -(exponents.min().map(Int.init) ?? 0)
    if scale <= 18, let scaled = scaled(scale) {
      return VolumeColumn(narrowing: Column(scaled, placeholder: 0), scale: scale)
    }
    var values = AlignedBuffer<Double>(count: mantissas.count, repeating: .nan)
    for row in mantissas.indices where mantissas[row] != Self.gap {
      guard let value = Self.nearest(mantissas[row], exponents[row]) else { throw Unstorable(row: row) }
      values[row] = value
    }
    return VolumeColumn(.float64(Column(values)), scale: 0)
  }

  struct Unstorable: Error { let row: Int }

  private func scaled(_ scale: Int) -> [Int64]? {
    if exponents.isEmpty { return mantissas }
    var scaled = mantissas
    for row in scaled.indices where scaled[row] != Self.gap {
      let power = scale + Int(exponents[row])
      guard power <= 18 else { return nil }
      let (product, overflow) = scaled[row].multipliedReportingOverflow(by: Int64(DecimalNumber.power(power)))
      guard !overflow, product != Self.gap else { return nil }
      scaled[row] = product
    }
    return scaled
  }

  /// The Float64 whose shortest decimal is this number; nothing where there is none.
  private static func nearest(_ mantissa: Int64, _ exponent: Int8) -> Double? {
    guard let value = Double("\(mantissa)e\(exponent)") else { return nil }
    let printed = Array(value.description.utf8)
    guard case .number(let back) = DecimalNumber.read(printed.span, 0..<printed.count) else { return nil }
    let wanted = DecimalNumber(negative: mantissa < 0, mantissa: mantissa.magnitude, exponent: Int(exponent))
    return back.normal == wanted.normal ? value : nil
  }
}

/// The values of an output in the order in which comparisons visit them: what two processes can compare that do not share
/// memory.
///
/// Numbers are kept as they are; of everything else (texts, counts, truth values) a hash is kept, which must be equal.
public struct OutputValues: Sendable, Equatable {
  /// Bits of a `Double`, or a hash (FNV-1a of the value's text).
  public private(set) var bits: [UInt64] = []
  /// 1 where `bits` are a number's.
  public private(set) var isNumber: [UInt8] = []
  /// The value whose place is looked for, and what was found there.
  private var wanted: Int?
  private var found: (place: String, text: String)?

  public init(bits: [UInt64], isNumber: [UInt8]) {
    precondition(bits.count == isNumber.count, "one mark a value")
    self.bits = bits
    self.isNumber = isNumber
  }

  private init(lookingFor wanted: Int?) { self.wanted = wanted }

  public var count: Int { bits.count }

  public init<Output: Agreeing>(of output: Output) { self = Self.walk(output, lookingFor: nil) }

  /// Where the value with this index stands in the output, and its text.
  public static func describe<Output: Agreeing>(_ index: Int, of output: Output) -> (place: String, text: String)? {
    walk(output, lookingFor: index).found
  }

  /// The first value that is not what the other side has; `count` of the shorter side where one ends early.
  public func firstDifference(from reference: OutputValues, _ agreement: Agreement) -> Int? {
    for index in 0..<min(count, reference.count) {
      guard isNumber[index] == reference.isNumber[index] else { return index }
      if bits[index] == reference.bits[index] { continue }
      guard isNumber[index] == 1 else { return index }
      var comparison = OutputComparison(agreement)
      comparison.value(Double(bitPattern: bits[index]), Double(bitPattern: reference.bits[index]))
      if comparison.first != nil { return index }
    }
    return count == reference.count ? nil : min(count, reference.count)
  }

  /// An output that is compared with itself shows all its values.
  private static func walk<Output: Agreeing>(_ output: Output, lookingFor wanted: Int?) -> OutputValues {
    var comparison = OutputComparison(recording: OutputValues(lookingFor: wanted))
    output.compare(with: output, &comparison)
    return comparison.values ?? OutputValues(lookingFor: nil)
  }

  mutating func append(_ number: Double, _ place: [String], _ index: Int?) {
    if wanted == count { found = (OutputComparison.name(of: place, index), "\(number)") }
    bits.append(number.bitPattern)
    isNumber.append(1)
  }

  mutating func append(_ text: String, _ place: [String], _ index: Int?) {
    if wanted == count { found = (OutputComparison.name(of: place, index), text) }
    bits.append(text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 })
    isNumber.append(0)
  }

  public static func == (a: OutputValues, b: OutputValues) -> Bool { a.bits == b.bits && a.isNumber == b.isNumber }
}

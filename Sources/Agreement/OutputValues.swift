/// The values of an output in the order in which comparisons visit them: what two processes can compare that do not share
/// memory.
///
/// Numbers are kept as they are; of everything else (texts, counts, truth values) a hash is kept, which must be equal. Of an
/// output with more than `most` values the later ones are counted and hashed together: they are compared where the
/// agreement is exact.
public struct OutputValues: Sendable, Equatable {
  /// Bits of a `Double`, or a hash (FNV-1a of the value's text).
  public private(set) var bits: [UInt64] = []
  /// How many values are not kept one by one, and the hash of them all in order.
  public private(set) var more = (count: 0, hash: UInt64(0xcbf2_9ce4_8422_2325))
  /// 1 where `bits` are a number's.
  public private(set) var isNumber: [UInt8] = []
  /// The value whose place is looked for, and what was found there.
  private var wanted: Int?
  private var found: (place: String, text: String)?

  /// 38 MB of values and marks.
  public static let most = 1 << 22

  public init(bits: [UInt64], isNumber: [UInt8], more: (count: Int, hash: UInt64) = (0, 0xcbf2_9ce4_8422_2325)) {
    precondition(bits.count == isNumber.count, "one mark a value")
    self.bits = bits
    self.isNumber = isNumber
    self.more = more
  }

  private init(lookingFor wanted: Int?) { self.wanted = wanted }

  /// Of all values, kept or not.
  public var count: Int { bits.count + more.count }

  public init<Output: Agreeing>(of output: Output) { self = Self.walk(output, lookingFor: nil) }

  /// Where the value with this index stands in the output, and its text.
  public static func describe<Output: Agreeing>(_ index: Int, of output: Output) -> (place: String, text: String)? {
    walk(output, lookingFor: index).found
  }

  /// The first value that is not what the other side has; `count` of the shorter side where one ends early.
  public func firstDifference(from reference: OutputValues, _ agreement: Agreement) -> Int? {
    for index in 0..<min(bits.count, reference.bits.count) {
      guard isNumber[index] == reference.isNumber[index] else { return index }
      if bits[index] == reference.bits[index] { continue }
      guard isNumber[index] == 1 else { return index }
      var comparison = OutputComparison(agreement)
      comparison.value(Double(bitPattern: bits[index]), Double(bitPattern: reference.bits[index]))
      if comparison.first != nil { return index }
    }
    if count != reference.count { return min(count, reference.count) }
    return agreement == .exact && more.hash != reference.more.hash ? bits.count : nil
  }

  /// An output that is compared with itself shows all its values.
  private static func walk<Output: Agreeing>(_ output: Output, lookingFor wanted: Int?) -> OutputValues {
    var comparison = OutputComparison(recording: OutputValues(lookingFor: wanted))
    output.compare(with: output, &comparison)
    return comparison.values ?? OutputValues(lookingFor: nil)
  }

  mutating func append(_ number: Double, _ place: [String], _ index: Int?) {
    if wanted == count { found = (OutputComparison.name(of: place, index), "\(number)") }
    append(number.isNaN ? Double.nan.bitPattern : number.bitPattern, 1)
  }

  mutating func append(_ text: String, _ place: [String], _ index: Int?) {
    if wanted == count { found = (OutputComparison.name(of: place, index), text) }
    append(text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }, 0)
  }

  private mutating func append(_ value: UInt64, _ mark: UInt8) {
    guard bits.count == Self.most else {
      bits.append(value)
      isNumber.append(mark)
      return
    }
    // A step of SplitMix64, so that order counts.
    var mixed = more.hash ^ value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    more = (more.count + 1, mixed ^ (mixed >> 31))
  }

  public static func == (a: OutputValues, b: OutputValues) -> Bool {
    a.bits == b.bits && a.isNumber == b.isNumber && a.more == b.more
  }
}

/// Walks an output beside the reference's, value by value, and keeps the first difference and the largest error.
public struct OutputComparison: Sendable {
  public let agreement: Agreement
  public private(set) var first: Disagreement?
  /// The largest |actual − reference| / max(|actual|, |reference|) among finite pairs; 0 where all bits are equal.
  public private(set) var largestError = 0.0
  private var place: [String] = []
  /// Nil but where an output is walked for its values, not compared.
  private(set) var values: OutputValues?

  public init(_ agreement: Agreement) { self.agreement = agreement }

  /// Whether every value has to be visited, those with equal bits too: what skips them would hide them.
  public var visitsEqualValues: Bool { values != nil }

  init(recording values: OutputValues) {
    agreement = .exact
    self.values = values
  }

  /// Compares whole outputs.
  public static func of<Output: Agreeing>(
    _ actual: Output, with reference: Output, _ agreement: Agreement
  ) -> OutputComparison {
    var comparison = OutputComparison(agreement)
    actual.compare(with: reference, &comparison)
    return comparison
  }

  /// Compares a part, under a name that the report shows.
  public mutating func part(_ name: @autoclosure () -> String, _ body: (inout OutputComparison) -> Void) {
    place.append(name())
    body(&self)
    place.removeLast()
  }

  public mutating func value(_ actual: Double, _ reference: Double, _ index: Int? = nil) {
    if values != nil {
      values?.append(actual, place, index)
      return
    }
    if actual.bitPattern == reference.bitPattern || (actual.isNaN && reference.isNaN) { return }
    let error = abs(actual - reference)
    let scale = max(abs(actual), abs(reference))
    if error.isFinite, scale > 0 { largestError = max(largestError, error / scale) }
    switch agreement {
    case .exact: break
    case .within(let relative, let absolute):
      if actual == reference || (error.isFinite && error <= max(absolute, relative * scale)) { return }
    }
    differ(expected: "\(reference)", actual: "\(actual)", index)
  }

  public mutating func equal<Value: Equatable>(_ actual: Value, _ reference: Value, _ index: Int? = nil) {
    if values != nil {
      values?.append("\(actual)", place, index)
      return
    }
    if actual != reference { differ(expected: "\(reference)", actual: "\(actual)", index) }
  }

  private mutating func differ(expected: String, actual: String, _ index: Int?) {
    guard first == nil else { return }
    first = Disagreement(place: Self.name(of: place, index), expected: expected, actual: actual)
  }

  static func name(of place: [String], _ index: Int?) -> String {
    place.joined() + (index.map { "[\($0)]" } ?? "")
  }
}

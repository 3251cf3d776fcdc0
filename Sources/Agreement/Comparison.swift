/// Walks an output beside the reference's, value by value, and keeps the first difference and the largest error.
public struct OutputComparison: Sendable {
  public let agreement: Agreement
  public private(set) var first: Disagreement?
  /// The largest |actual − reference| / max(|actual|, |reference|) among finite pairs; 0 where all bits are equal.
  public private(set) var largestError = 0.0
  private var place: [String] = []

  public init(_ agreement: Agreement) { self.agreement = agreement }

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
    if actual != reference { differ(expected: "\(reference)", actual: "\(actual)", index) }
  }

  private mutating func differ(expected: String, actual: String, _ index: Int?) {
    guard first == nil else { return }
    let suffix = index.map { "[\($0)]" } ?? ""
    first = Disagreement(place: place.joined() + suffix, expected: expected, actual: actual)
  }
}

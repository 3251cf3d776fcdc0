/// How close another variant must come to the reference to count as the same operation.
public enum Agreement: Sendable, Equatable, Codable {
  /// The same bits; two NaN are equal whatever their payload, 0 and -0 are not.
  case exact
  /// |actual − reference| ≤ max(absolute, relative · max(|actual|, |reference|)); NaN equals NaN, infinities by sign.
  case within(relative: Double, absolute: Double)
}

extension Agreement: CustomStringConvertible {
  public var description: String {
    switch self {
    case .exact: "exact"
    case .within(let relative, let absolute): "within \(relative) relative or \(absolute) absolute"
    }
  }
}

/// Where two outputs first differ.
public struct Disagreement: Error, Sendable, Equatable {
  /// The place, outermost first: `[3][17]`, `.netProfit`.
  public let place: String
  public let expected: String
  public let actual: String
}

extension Disagreement: CustomStringConvertible {
  public var description: String { "at \(place.isEmpty ? "the value" : place): expected \(expected), got \(actual)" }
}

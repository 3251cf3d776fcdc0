/// Something that changes what a share is worth overnight, without anybody's gain or loss.
public struct CorporateAction: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// `value` new shares for each old one: 2 for two for one, 0.1 for one for ten.
    case split
    /// `value` in cash for each share held before the day, in the currency of the prices.
    case dividend
  }

  public let symbol: String
  /// The first day on which the share trades without it.
  public let exDay: Day
  public let kind: Kind
  public let value: Double

  /// - Precondition: a split's ratio is above 0, a dividend is not below 0, and both are finite.
  public init(symbol: String, exDay: Day, kind: Kind, value: Double) {
    precondition(Self.isSound(kind, value), "a ratio above 0, or a dividend that is not negative")
    (self.symbol, self.exDay, self.kind, self.value) = (symbol, exDay, kind, value)
  }

  static func isSound(_ kind: Kind, _ value: Double) -> Bool {
    value.isFinite && (kind == .split ? value > 0 : value >= 0)
  }
}

/// Which variant computed, and why those before it in the order did not.
public struct Service: Sendable, Equatable {
  public let variant: String
  /// A line a variant that was passed over: its name, and what spoke against it.
  public let reasons: [String]

  public init(variant: String, reasons: [String]) { (self.variant, self.reasons) = (variant, reasons) }
}

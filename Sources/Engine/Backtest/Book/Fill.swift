/// One change of one position: a row of the ledger.
public struct Fill: BitwiseCopyable, Sendable, Equatable {
  /// The day before the execution where fills are at the open.
  public var decisionDay: Int32
  public var day: Int32
  public var asset: Int32
  /// Shares bought, or sold where negative.
  public var quantity: Double
  public var price: Double
  public var cashBefore: Double
  public var cashAfter: Double
  public var sharesBefore: Double
  public var sharesAfter: Double
  public var cost: Double

  /// In money; negative where sold.
  public var value: Double { quantity * price }

  static let none = Fill(
    decisionDay: 0, day: 0, asset: 0, quantity: 0, price: 0, cashBefore: 0, cashAfter: 0, sharesBefore: 0,
    sharesAfter: 0, cost: 0)
}

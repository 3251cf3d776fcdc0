/// How target weights become fills: the settings of the rule set `engine`.
public struct BookRules: Sendable, Equatable {
  /// What a weight is a fraction of.
  public enum Allocation: String, Sendable, CaseIterable {
    /// The net asset value of the day.
    case reinvest
    /// The initial capital, for ever.
    case fixed
  }

  /// At which price a day's fills happen.
  public enum Timing: String, Sendable, CaseIterable {
    /// The close; decided on the same day.
    case barClose
    /// The open; decided on the day before. A day's row of weights is the one that its open fills.
    case nextBarOpen
  }

  /// What happens after a rebalance day on which some asset with a weight had no price (`nextBarOpen` only).
  public enum Carry: String, Sendable, CaseIterable {
    /// Each following day is a rebalance day for the whole book, until every asset with a weight has a price.
    case book
    /// On the following days only what was held up trades, as decided and with the day of that decision.
    case leg
  }

  /// Which assets trade on a rebalance day.
  public enum Scope: String, Sendable, CaseIterable {
    /// All: each is brought back to its weight of today's capital.
    case book
    /// Those whose weight is another than the one that they last traded at; the others' shares stay as they are.
    case changes
  }

  /// In the currency of the prices.
  public var capital: Double
  public var allocation: Allocation
  public var timing: Timing
  public var carry: Carry
  public var scope: Scope
  public var cost: FillCost

  /// - Throws: where the capital is not above 0.
  public init(
    capital: Double = 100_000, allocation: Allocation = .reinvest, timing: Timing = .barClose, carry: Carry = .book,
    scope: Scope = .book, cost: FillCost = .free
  ) throws(BacktestError) {
    guard capital > 0, capital.isFinite else { throw .capitalNotPositive(capital) }
    self.capital = capital
    self.allocation = allocation
    self.timing = timing
    self.carry = carry
    self.scope = scope
    self.cost = cost
  }

  /// Neither a weight nor a change of shares of this size counts.
  static var smallest: Double { 1e-9 }
}

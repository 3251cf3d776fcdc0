public import ArgumentParser
public import TickmarkBacktest
import TickmarkFrames

extension BookRules.Allocation: ExpressibleByArgument {}
extension BookRules.Timing: ExpressibleByArgument {}
extension BookRules.Carry: ExpressibleByArgument {}
extension BookRules.Scope: ExpressibleByArgument {}

/// What only the rules `engine` take.
struct EngineRuleOptions: ParsableArguments {
  @Option(help: "Opening prices, wide CSV; needed for fills at the next open.")
  var open: String?

  @Option(
    help: """
      The days to trade on: a CSV file with a Date column, 'changes' for the days on which a weight changes, or 'daily'.
      """)
  var rebalance: String?

  @Option(help: "reinvest (weights of the current net asset value; the default) or fixed (of the initial capital).")
  var allocation: BookRules.Allocation?

  @Option(help: "barClose (the default) or nextBarOpen, which fills a day's weights at that day's open.")
  var timing: BookRules.Timing?

  @Option(
    help: """
      What follows a rebalance at the open for which some asset had no price: book (the whole book trades daily until \
      all have one; the default) or leg (what was held up trades alone).
      """)
  var carry: BookRules.Carry?

  @Option(
    help: """
      Who trades on a rebalance day: book (every asset is brought back to its weight; the default) or changes (those \
      whose weight is another than the one that they last traded at).
      """)
  var scope: BookRules.Scope?

  // Unconditional: a negative cost is a wrong amount, not another option.
  @Option(name: .customLong("cost-bps"), parsing: .unconditional, help: "Cost in basis points of the value of a fill.")
  var costBasisPoints: Double?

  @Option(parsing: .unconditional, help: "Commission a share (0.005 unless --cost-bps is given or no cost is).")
  var costPerShare: Double?

  @Option(parsing: .unconditional, help: "Smallest commission of a fill (1).")
  var costMinimum: Double?

  @Option(parsing: .unconditional, help: "Largest commission as a fraction of the value (0.005); beats the smallest.")
  var costCap: Double?

  @Option(
    name: .customLong("slippage-bps"), parsing: .unconditional,
    help: "Slippage in basis points of the value, on top of the commission (2.5).")
  var slippageBasisPoints: Double?

  @Option(help: "Write every fill to this CSV file.")
  var ledger: String?

  /// The options on the command line.
  var given: [String] {
    let values: [(String, Bool)] = [
      ("--open", open != nil), ("--rebalance", rebalance != nil), ("--allocation", allocation != nil),
      ("--timing", timing != nil), ("--carry", carry != nil), ("--scope", scope != nil),
      ("--cost-bps", costBasisPoints != nil),
      ("--ledger", ledger != nil),
    ]
    return (values + commissions).filter(\.1).map(\.0)
  }

  private var commissions: [(String, Bool)] {
    [
      ("--cost-per-share", costPerShare != nil), ("--cost-minimum", costMinimum != nil), ("--cost-cap", costCap != nil),
      ("--slippage-bps", slippageBasisPoints != nil),
    ]
  }

  func validate() throws {
    if timing == .nextBarOpen, open == nil {
      throw ValidationError("--timing nextBarOpen fills at opening prices; name them with --open FILE")
    }
    if costBasisPoints != nil, let other = commissions.first(where: \.1) {
      throw ValidationError("--cost-bps and \(other.0) are two cost models; give one")
    }
  }

  func rules(capital: Double) throws -> BookRules {
    try BookRules(
      capital: capital, allocation: allocation ?? .reinvest, timing: timing ?? .barClose, carry: carry ?? .book,
      scope: scope ?? .book, cost: cost())
  }

  /// Nothing costs anything unless some cost is given; one setting of the commission brings the others' defaults.
  private func cost() throws -> FillCost {
    if let costBasisPoints { return try .basisPoints(costBasisPoints) }
    guard commissions.contains(where: \.1) else { return .free }
    return try .commission(
      perShare: costPerShare ?? 0.005, minimum: costMinimum ?? 1, cap: costCap ?? 0.005,
      slippageBasisPoints: slippageBasisPoints ?? 2.5)
  }

  /// Nothing where the weights' changes decide.
  func rebalances(on dates: [Day]) throws -> [Bool]? {
    switch rebalance {
    case nil, "changes": return nil
    case "daily": return [Bool](repeating: true, count: dates.count)
    case .some(let path):
      let rows = Dictionary(uniqueKeysWithValues: dates.enumerated().map { ($1, $0) })
      var rebalances = [Bool](repeating: false, count: dates.count)
      for date in try DatedSeries.dates(csv: path) {
        guard let row = rows[date] else { throw BacktestError.strangeRebalance(path: path, date: "\(date)") }
        rebalances[row] = true
      }
      return rebalances
    }
  }
}

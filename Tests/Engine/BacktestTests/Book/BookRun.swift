import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames

/// What a variant of the book makes of small inputs, a row a day.
struct BookRun {
  /// The names of all variants: a rule holds for each of them.
  static let variants = Book<Double>.variants.map(\.name)

  let statistics: BookStatistics
  let nav, cash, returns, margin: [Double]
  let fills: [Fill]
  let trades: [BookTrade]

  var performance: Performance { statistics.performance }

  init<Element: PanelElement>(
    _ input: BookInput<Element>, _ variant: String, record: BookWorkspace.Record = .ledger
  ) throws {
    var workspace = BookWorkspace(days: input.weights.days, record: record)
    try self.init(input, variant, &workspace)
  }

  init<Element: PanelElement>(
    _ input: BookInput<Element>, _ variant: String, _ workspace: inout BookWorkspace
  ) throws {
    guard let body = Book<Element>.variants.named(variant)?.body else { throw UnknownVariant(name: variant) }
    statistics = body(input, &workspace)
    nav = (0..<workspace.days).map { workspace.nav[$0] }
    cash = (0..<workspace.days).map { workspace.cash[$0] }
    returns = (0..<workspace.days).map { workspace.returns[$0] }
    margin = (0..<workspace.days).map { workspace.margin[$0] }
    fills = (0..<workspace.fillCount).map { workspace[fill: $0] }
    trades = (0..<workspace.tradeCount).map { workspace[trade: $0] }
  }

  /// A row of weights and prices a day, a capital of 1,000; every day is a rebalance day unless told.
  init(
    _ variant: String, weights: [[Double]], closes: [[Double]], opens: [[Double]]? = nil, rebalances: [Bool]? = nil,
    allocation: BookRules.Allocation = .reinvest, carry: BookRules.Carry = .book,
    scope: BookRules.Scope = .book, cost: FillCost = .free
  ) throws {
    let rules = try BookRules(
      capital: 1_000, allocation: allocation, timing: opens == nil ? .barClose : .nextBarOpen, carry: carry,
      scope: scope, cost: cost)
    let input = try BookInput(
      weights: panel(weights), closes: panel(closes), opens: opens.map(panel),
      dates: ReferenceMarket.businessDays(weights.count), rebalances: rebalances ?? weights.map { _ in true },
      rules: rules)
    try self.init(input, variant)
  }
}

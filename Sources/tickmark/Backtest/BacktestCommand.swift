import ArgumentParser
import TickmarkBacktest
import TickmarkCommands
import TickmarkFlags
import TickmarkFrames

/// By which rules weights become trades.
enum BacktestRules: String, ExpressibleByArgument, CaseIterable { case seed, engine }

struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest", abstract: "Turn target weights and prices into trades and their statistics.",
    discussion: """
      Wide CSV files: Date and a column a symbol. Every asset of the weights needs a price column of the same name; the \
      days must be the same.

      Rules: 'seed' opens and closes positions as weights come and go, on a capital that never changes; 'engine' keeps \
      shares and cash, trades on rebalance days, and pays for what it trades.
      """)

  @Option(help: "Target weights, wide CSV.")
  var weights: String

  @Option(help: "Closing prices, wide CSV.")
  var prices: String

  @Option(help: "seed or engine.")
  var rules: BacktestRules = .seed

  // Unconditional: "-5" is a wrong amount, not another option.
  @Option(parsing: .unconditional, help: "Portfolio value, or the capital to begin with.")
  var capital = 100_000.0

  @Option(
    help: """
      scalar, simd (usual) or parallel; else what the flags backtest.tracking (rules 'seed') and backtest.book (rules \
      'engine') choose.
      """)
  var variant: String?

  @OptionGroup var flags: FlagOptions

  @Option(help: "float32 or float64.")
  var precision: Precision = .float32

  @Option(help: "Write the completed trades to this CSV file.")
  var trades: String?

  @Option(
    name: .customLong("format"),
    help: "Write the statistics: csv=PATH or json=PATH; '-' is standard output, and csv=- the default.")
  var formats: [String] = []

  @OptionGroup(title: "Rules 'seed'") var seed: SeedOptions
  @OptionGroup(title: "Rules 'engine'") var engine: EngineRuleOptions

  func validate() throws {
    let misplaced = rules == .seed ? engine.given : seed.given
    if let option = misplaced.first {
      let other: BacktestRules = rules == .seed ? .engine : .seed
      throw ValidationError(
        "\(option) is no setting of the rules '\(rules)'; leave it out, or give --rules \(other)")
    }
    try engine.validate()
  }

  func run() throws {
    let asked = formats.isEmpty && trades == nil && engine.ledger == nil ? ["csv=-"] : formats
    let destinations = try asked.map(ResultDestination.init)
    switch precision {
    case .float32: try run(Float.self, destinations)
    case .float64: try run(Double.self, destinations)
    }
  }

  private func run<Element: PanelElement>(_: Element.Type, _ destinations: [ResultDestination]) throws {
    switch rules {
    case .seed: try track(Element.self, destinations)
    case .engine: try keepBook(Element.self, destinations)
    }
  }

  private func track<Element: PanelElement>(_: Element.Type, _ destinations: [ResultDestination]) throws {
    let variant = try Tracking<Element>.variants.chosen(flags.variant(variant, OperationFlags.tracking))
    let weights = try WideTable<Element>(csv: weights)
    let input = try TrackingInput(
      weights: weights.panel, prices: AlignedPrices.read(prices, to: weights, name: "prices", nonPositive: .kept),
      costs: seed.costs(on: weights.dates), dates: weights.dates, capital: capital)
    var workspace = TrackingWorkspace(days: weights.dates.count)
    let statistics = variant.body(input, &workspace)
    let result = TrackingResult(
      statistics: statistics, margin: (0..<workspace.margin.count).map { workspace.margin[$0] },
      trades: (0..<workspace.trades).map { workspace[trade: $0] }, dates: weights.dates, names: weights.names,
      capital: capital, variant: variant.name, precision: precision)
    for destination in destinations { try result.write(to: destination) }
    if let trades { try result.writeTrades(to: trades) }
  }

  private func keepBook<Element: PanelElement>(_: Element.Type, _ destinations: [ResultDestination]) throws {
    let variant = try Book<Element>.variants.chosen(flags.variant(variant, OperationFlags.book))
    let weights = try WideTable<Element>(csv: weights)
    let input = try BookInput(
      weights: weights.panel,
      closes: AlignedPrices.read(prices, to: weights, name: "prices", nonPositive: .gaps),
      opens: engine.open.map { try AlignedPrices.read($0, to: weights, name: "open prices", nonPositive: .gaps) },
      dates: weights.dates, rebalances: engine.rebalances(on: weights.dates), rules: engine.rules(capital: capital))
    var workspace = BookWorkspace(days: weights.dates.count)
    let statistics = variant.body(input, &workspace)
    let result = BookResult(
      statistics: statistics, workspace, rules: input.rules, dates: weights.dates, names: weights.names,
      variant: variant.name, precision: precision)
    for destination in destinations { try result.write(to: destination) }
    if let trades { try result.writeTrades(to: trades) }
    if let ledger = engine.ledger { try result.writeLedger(to: ledger) }
  }
}

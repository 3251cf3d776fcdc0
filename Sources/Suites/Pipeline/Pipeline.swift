import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
import TickmarkIndicators
public import TickmarkMeasurement
import TickmarkParallel

extension Suite {
  /// The daily job of a whole market: from the file of prices to the statistics of the strategy.
  public static let pipeline = Suite(
    "pipeline", question: "What does the whole day cost, from the file to the statistics?", sizes: .smoke(120, 33),
    .full(252, 400), .onRequest(5_040, 4_000)
  ) { size in
    let day = try WholeDay(size)
    Operation(
      "whole-day", elements: size.count, unit: "bars", agreement: Book<Float>.agreement, yardsticks: [.memory, .vector]
    ) {
      // At full length the reference would take most of the time.
      if size.count < 10_000_000 {
        Variant("scalar", output: day.outcome) {
          day.run(.init(set: IndicatorSet.scalar, book: Book.scalar, workers: 1))
        }
      }
      Variant("simd", output: day.outcome) { day.run(.init(set: IndicatorSet.simd, book: Book.simd, workers: 1)) }
      Variant("parallel", output: day.outcome) {
        day.run(.init(set: IndicatorSet.simd, book: Book.parallel, workers: .max))
      }
    }
  }
}

/// The steps of the day over one panel file, with the memory that all runs share.
final class WholeDay {
  /// By which variants.
  struct Way {
    let set: Variant<IndicatorSet.Pass>
    let book: Variant<Book<Float>.Body>
    let workers: Int
  }

  /// A month.
  static let every = 21

  private let folder: ScratchFolder
  private let size: Size
  private let dates: [Day]
  private let workers: [TrendWorker]
  private var workspace: BookWorkspace
  private var statistics: BookStatistics?

  init(_ size: Size) throws {
    folder = try ScratchFolder()
    self.size = size
    dates = ReferenceMarket.businessDays(size.rows)
    workers = (0..<WorkerTeam.shared.size).map { _ in TrendWorker(days: size.rows) }
    workspace = BookWorkspace(days: size.rows)
    let market = MarketGenerator(symbols: size.columns, days: size.rows, seed: 42)
    let moves = market.marketMoves
    try PanelFile.write(
      to: folder.file("market.tmpanel"), days: market.calendar, assets: market.symbolNames,
      columns: Field.allCases.map(\.rawValue)
    ) { tile, values in market.fill(tile: tile, &values, moves: moves) }
  }

  /// Loads, computes six indicators of every stock, and from them a score; weighs the best tenth of each month equally;
  /// keeps a book with commissions; and sums up.
  func run(_ way: Way) {
    statistics = nil
    guard let file = try? PanelFile(path: folder.file("market.tmpanel")) else { return }
    let loaded = TrendPass.run(over: file, with: way.set, workers: workers.prefix(way.workers))
    guard let loaded else { return }
    let weights = BestTenth.weights(of: loaded.scores, every: Self.every, workers: way.workers)
    let rebalances = (0..<size.rows).map { $0 % Self.every == 1 }
    guard let rules = try? BookRules(capital: 1e9, cost: .commission()),
      let input = try? BookInput(
        weights: weights, closes: loaded.closes, dates: dates, rebalances: rebalances, rules: rules)
    else { return }
    statistics = way.book.body(input, &workspace)
  }

  /// Empty where a step failed.
  func outcome() -> [Double] {
    guard let statistics else { return [] }
    return statistics.named.map(\.value) + (0..<workspace.days).map { workspace.nav[$0] }
  }
}

import TickmarkAgreement
import TickmarkFrames
import TickmarkMeasurement
import TickmarkStore

/// A generated market and a store of it, made when the first variant needs it.
final class StoreBench {
  let queries: [Int32]
  let positions: Int
  /// Fewer than days times symbols: some symbols come late or go early.
  var rows: Int { market.frame.count }
  private let market: LazyMarket
  private let settings: StoreSettings
  private lazy var folder = expectingNoFault { try ScratchFolder() }
  private lazy var empty = open("insert.db")
  private lazy var full = filled()
  private var closes: [DatedClose]
  private var held: [Position] = []

  init(_ size: Size, settings: StoreSettings = StoreSettings()) {
    market = LazyMarket(size)
    self.settings = settings
    // 7,919 is prime: neighbours in time are no neighbours in the table.
    queries = (0..<max(1_000, size.columns)).map { Int32($0 * 7_919 % size.columns) + 1 }
    positions = min(500, size.columns)
    closes = Array(repeating: DatedClose(), count: queries.count)
  }

  func refill(_ variant: Variant<PriceInsertion.Body>) {
    expectingNoFault {
      try empty.removePrices()
      try empty.insert(market.frame, by: variant)
    }
  }

  /// Every number of the table that was filled last.
  var content: [Double] { expectingNoFault { try empty.digest() } }

  func askLatest(_ variant: Variant<LatestClose.Body>) {
    expectingNoFault { try full.latest(queries, into: &closes, by: variant) }
  }

  var answers: [Double] { closes.flatMap { [Double($0.day), $0.close] } }

  func value(_ variant: Variant<Valuation.Body>) { held = expectingNoFault { try full.valuation(by: variant) } }

  var worth: [Double] { held.flatMap { [$0.quantity, Double($0.day ?? 0), $0.close ?? .nan] } }

  func open(_ name: String) -> Store {
    expectingNoFault { try Store(folder.file(name), access: .creating, settings: settings) }
  }

  private func filled() -> Store {
    expectingNoFault {
      var settings = settings
      // Nobody keeps this file: it may as well come quickly.
      settings.durability = .normal
      let store = try Store(folder.file("full.db"), access: .creating, settings: settings)
      try store.insert(market.frame)
      let names = market.frame.symbols
      let step = names.count / positions
      try store.setPortfolio((0..<positions).map { (names[$0 * step], Double($0 % 97) - 20.5) })
      return store
    }
  }
}

/// A generated market, made when it is first asked for: an operation that is not run does not wait for it.
final class LazyMarket {
  private let size: Size
  lazy var frame = expectingNoFault { try MarketGenerator(symbols: size.columns, days: size.rows, seed: 42).frame() }

  init(_ size: Size) { self.size = size }
}

/// What cannot fail but by a fault of the machine, such as a full disk: a time would mean nothing then.
func expectingNoFault<Result>(_ body: () throws -> Result) -> Result {
  do { return try body() } catch { fatalError("a measurement of the store cannot go on: \(error)") }
}

import Foundation
import Testing
import TickmarkAgreement
import TickmarkFrames

@testable import TickmarkStore

@Suite struct QueryTests {
  private let scratch: ScratchStore
  private let frame: Frame
  private let store: Store

  init() throws {
    scratch = try ScratchStore()
    frame = try ScratchStore.market(symbols: 40, days: 200)
    store = try scratch.store()
    try store.insert(frame)
  }

  /// Looked for from the end of each symbol's rows.
  private func last(_ symbol: Int) -> (day: Int32, close: Double)? {
    frame.rows(of: symbol).reversed().first { !frame.value(.close, row: $0).isNaN }.map {
      (frame.days[$0], frame.value(.close, row: $0))
    }
  }

  @Test(arguments: LatestClose.variants.map(\.name)) func `the last close is the last that is no gap`(_ name: String)
    throws
  {
    let variant = try #require(LatestClose.variants.named(name))
    let closes = try store.latest(try store.codes(of: frame.symbols), by: variant)
    for symbol in frame.symbols.indices {
      let expected = try #require(last(symbol))
      #expect(closes[symbol].day == expected.day && closes[symbol].close == expected.close, "\(frame.symbols[symbol])")
    }
  }

  @Test(arguments: LatestClose.variants.map(\.name)) func `a symbol without any close has none`(_ name: String) throws {
    let file = scratch.path("p.csv")
    try "symbol,date,open,close\nGAP,2024-01-02,5,\n".write(toFile: file, atomically: true, encoding: .utf8)
    try store.insert(Frame(csv: file))
    let variant = try #require(LatestClose.variants.named(name))
    #expect(try store.latest(store.codes(of: ["GAP"]), by: variant)[0].close.isNaN)
  }

  @Test func `a symbol that is not there is named`() throws {
    #expect(throws: StoreError.unknownSymbols(["NOPE"], path: store.path)) { try store.latest(["S0001", "NOPE"]) }
  }

  @Test(arguments: Valuation.variants.map(\.name)) func `a position is worth its quantity at the last close`(
    _ name: String
  ) throws {
    let file = scratch.path("p.csv")
    try "symbol,date,open,close\nGAP,2024-01-02,5,\n".write(toFile: file, atomically: true, encoding: .utf8)
    try store.insert(Frame(csv: file))
    let held = stride(from: 0, to: 40, by: 3).map { (frame.symbols[$0], Double($0) - 15.5) } + [("GAP", 7)]
    try store.setPortfolio(held)
    let variant = try #require(Valuation.variants.named(name))
    let positions = try store.valuation(by: variant)
    #expect(positions.count == held.count)
    #expect(positions.last == Position(symbol: "GAP", quantity: 7, day: nil, close: nil))
    for (symbol, quantity) in held.dropLast() {
      let index = try #require(frame.symbols.firstIndex(of: symbol))
      let expected = try #require(last(index))
      let position = try #require(positions.first { $0.symbol == symbol })
      #expect(position.quantity == quantity && position.day == expected.day && position.close == expected.close)
    }
    let values = positions.dropLast().compactMap(\.value)
    #expect(values == values.sorted(by: >) && values.count == held.count - 1)
  }

  @Test func `the valuation looks prices up by the table's key and scans nothing but the portfolio`() throws {
    try store.setPortfolio([("S0001", 1)])
    let plan = try store.valuationPlan()
    #expect(plan.filter { $0.contains("SCAN") } == ["SCAN h", "SCAN portfolio"], "\(plan)")
    #expect(plan.contains { $0.contains("SEARCH p USING PRIMARY KEY (code=? AND day=?)") }, "\(plan)")
    #expect(plan.filter { $0.contains("SEARCH prices USING PRIMARY KEY (code=?)") }.count == 2, "\(plan)")
  }

  @Test func `holdings of unknown symbols leave the portfolio as it was`() throws {
    try store.setPortfolio([("S0001", 3)])
    #expect(throws: StoreError.unknownSymbols(["NOPE"], path: store.path)) {
      try store.setPortfolio([("S0002", 1), ("NOPE", 2)])
    }
    #expect(try store.valuation().map(\.symbol) == ["S0001"])
  }
}

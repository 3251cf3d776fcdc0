import Foundation
import Testing
import TickmarkAgreement
import TickmarkFrames

@testable import TickmarkStore

@Suite struct PriceInsertionTests {
  private let scratch: ScratchStore

  init() throws { scratch = try ScratchStore() }

  private static let names = PriceInsertion.variants.map(\.name)

  /// The frame's numbers as a store gives them back.
  private func numbers(_ frame: Frame) -> [Double] {
    (0..<frame.count).flatMap { row in
      [Double(frame.codes[row]) + 1, Double(frame.days[row])] + Field.allCases.map { frame.value($0, row: row) }
    }
  }

  private func bits(_ values: [Double]) -> [UInt64] { values.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern } }

  @Test(arguments: names) func `what goes in comes back to the last bit, gaps too`(_ name: String) throws {
    let frame = try ScratchStore.market(symbols: 20, days: 200)
    let variant = try #require(PriceInsertion.variants.named(name))
    let store = try scratch.store()
    // Batches that are no multiple of what a statement takes, and a last one that is not full.
    #expect(try store.insert(frame, batchRows: 137, by: variant) == frame.count)
    #expect(try bits(store.digest()) == bits(numbers(frame)))
    #expect(numbers(frame).contains { $0.isNaN }, "the market has no gap to lose")
  }

  @Test func `every way takes its turn on one connection`() throws {
    let frame = try ScratchStore.market()
    let store = try scratch.store()
    for variant in PriceInsertion.variants + PriceInsertion.variants.reversed() {
      try store.insert(frame, by: variant)
      for latest in LatestClose.variants { _ = try store.latest(store.codes(of: frame.symbols), by: latest) }
    }
    #expect(try bits(store.digest()) == bits(numbers(frame)))
  }

  @Test(arguments: names, PriceLayout.allCases.filter { $0 != .heap })
  func `rows that are stored twice are there once, with the last values`(_ name: String, _ layout: PriceLayout) throws {
    var settings = StoreSettings()
    settings.layout = layout
    let store = try scratch.store("a.db", settings)
    let variant = try #require(PriceInsertion.variants.named(name))
    try store.insert(ScratchStore.market(seed: 9), by: variant)
    let last = try ScratchStore.market(seed: 9).slice.copied()
    try store.insert(last, by: variant)
    #expect(try bits(store.digest()) == bits(numbers(last)))
  }

  @Test func `a price beyond Float32 and a volume with a fraction are kept`() throws {
    let file = scratch.path("p.csv")
    try "symbol,date,open,high,low,close,volume\nA,2024-01-02,1e300,0.1,,3.3,1.5\n"
      .write(toFile: file, atomically: true, encoding: .utf8)
    let store = try scratch.store()
    try store.insert(Frame(csv: file, precision: .float64))
    let row = try store.digest()
    #expect(row[2] == 1e300 && row[3] == 0.1 && row[4].isNaN && row[5] == 3.3 && row[6] == 1.5)
  }

  @Test func `it stops between batches where it is told to, and goes on from there`() throws {
    let frame = try ScratchStore.market()
    let store = try scratch.store()
    #expect(try store.insert(frame, batchRows: 100) { $0 < 300 } == 300)
    #expect(try store.census().rows["prices"] == 300)
    try store.insert(frame, batchRows: 100)
    #expect(try store.census().rows["prices"] == frame.count)
  }

  @Test func `bars of less than a day are refused before anything is stored`() throws {
    let file = scratch.path("p.csv")
    try "symbol,date,close\nA,2024-01-02T10:00:00,1\n".write(toFile: file, atomically: true, encoding: .utf8)
    let store = try scratch.store()
    #expect(throws: FrameError.notDaily) { try store.insert(Frame(csv: file)) }
    #expect(try store.census().rows["symbols"] == 0)
  }

  @Test func `no text of SQL gets at the source of rows`() throws {
    let frame = try ScratchStore.market()
    let store = try scratch.store()
    try store.insert(frame)
    #expect(try store.rowsOfForeignSource() == 0)
  }
}

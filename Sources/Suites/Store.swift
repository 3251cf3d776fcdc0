import TickmarkAgreement
public import TickmarkMeasurement
import TickmarkStore

extension Suite {
  /// What a day's work does with a store: prices in, the last close of a symbol, the worth of a portfolio.
  ///
  /// Insertions are durable (`synchronous = FULL`), 10,000 rows a transaction; each call empties the table and fills it again.
  public static let store = Suite(
    "store", question: "How fast do prices go to the disk, and how fast do the last closes come back?",
    sizes: .smoke(20, 10), .full(50, 400), .large(250, 400), .onRequest(2_000, 5_000)
  ) { size in
    let bench = StoreBench(size)
    Operation("insert", elements: bench.rows, unit: "rows", yardsticks: [.arithmetic, .memory]) {
      for variant in PriceInsertion.variants {
        Variant(variant.name, output: { bench.content }) { bench.refill(variant) }
      }
    }
    // By one reader; every symbol in turn, far apart in the table.
    Operation("latest", elements: bench.queries.count, unit: "queries", yardsticks: [.arithmetic, .memory]) {
      for variant in LatestClose.variants {
        Variant(variant.name, output: { bench.answers }) { bench.askLatest(variant) }
      }
    }
    Operation("value", elements: bench.positions, unit: "positions", yardsticks: [.arithmetic, .memory]) {
      for variant in Valuation.variants where variant.name != "scanned" {
        Variant(variant.name, output: { bench.worth }) { bench.value(variant) }
      }
    }
  }

  /// What the choices of `StoreSettings` rest on.
  public static let storeSettings = Suite(
    "store-settings", question: "Which layout, durability, cache and number of readers does a store want?",
    sizes: .smoke(20, 10), .large(250, 400), .onRequest(2_500, 400)
  ) { size in
    let layouts = LayoutBench(size)
    Operation("load", elements: layouts.rows, unit: "rows", yardsticks: [.arithmetic, .memory]) {
      for layout in LayoutBench.layouts {
        Variant(layout.name, output: { layouts.content }) { layouts.load(layout) }
      }
    }
    Operation("latest-by-layout", elements: layouts.queries.count, unit: "queries", yardsticks: [.arithmetic, .memory])
    {
      for layout in LayoutBench.layouts where layout.isIndexed {
        Variant(layout.name, output: { layouts.answers }) { layouts.askLatest(layout) }
      }
    }
    let settings = SettingsBench(size)
    Operation("durability", elements: settings.rows, unit: "rows", yardsticks: [.arithmetic, .memory]) {
      for durability in StoreSettings.Durability.allCases {
        Variant(durability.rawValue, output: { settings.content }) { settings.load(durability) }
      }
    }
    Operation("memory", elements: settings.queries.count, unit: "queries", yardsticks: [.arithmetic, .memory]) {
      for memory in SettingsBench.memories {
        Variant(memory.name, output: { settings.answers }) { settings.askLatest(memory) }
      }
    }
    let readers = ReadersBench(size)
    Operation("readers", elements: readers.queries, unit: "queries", yardsticks: [.arithmetic, .memory]) {
      for count in [1, 2, 4, 20, 50] {
        Variant("\(count)", output: { readers.sum }) { readers.ask(readers: count) }
      }
    }
    // Two readers, alone and with somebody who stores prices all the while, with their priority or a lower one.
    Operation("readers-beside-a-load", elements: readers.queries, unit: "queries", yardsticks: [.arithmetic, .memory]) {
      Variant("alone", output: { readers.sum }) { readers.ask(readers: 2) }
      Variant("loading", output: { readers.sum }) { readers.askWhileLoading(readers: 2, nice: 0) }
      Variant("loading-behind", output: { readers.sum }) { readers.askWhileLoading(readers: 2, nice: 10) }
    }
    Operation("value-by-query", elements: settings.positions, unit: "positions", yardsticks: [.arithmetic, .memory]) {
      for variant in Valuation.variants {
        Variant(variant.name, output: { settings.worth }) { settings.value(variant) }
      }
    }
  }
}

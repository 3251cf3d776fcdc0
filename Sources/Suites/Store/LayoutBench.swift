import TickmarkMeasurement
import TickmarkStore

/// The same prices in tables of several layouts.
final class LayoutBench {
  struct Layout {
    let name: String
    let kept: PriceLayout
    /// Whether a heap gets its index once everything is in.
    var isIndexedAfter = false
    var isIndexed: Bool { kept != .heap || isIndexedAfter }
  }

  static let layouts = [
    Layout(name: "clustered", kept: .clustered), Layout(name: "heap", kept: .heap),
    Layout(name: "indexed", kept: .indexed), Layout(name: "indexed-after", kept: .heap, isIndexedAfter: true),
    Layout(name: "covering", kept: .covering),
  ]

  private let market: LazyMarket
  private lazy var folder = expectingNoFault { try ScratchFolder() }
  private var stores: [String: Store] = [:]
  private var last: Store?
  private var closes: [DatedClose] = []
  let queries: [Int32]
  var rows: Int { market.frame.count }

  init(_ size: Size) {
    market = LazyMarket(size)
    queries = StoreBench(size).queries
  }

  func load(_ layout: Layout) {
    expectingNoFault {
      let store = try store(layout)
      if layout.isIndexedAfter { try store.dropPriceIndex() }
      try store.removePrices()
      try store.insert(market.frame)
      if layout.isIndexedAfter { try store.indexPrices() }
      last = store
    }
  }

  var content: [Double] { expectingNoFault { try last?.digest() ?? [] } }

  func askLatest(_ layout: Layout) {
    expectingNoFault {
      if stores[layout.name] == nil { load(layout) }
      closes = try store(layout).latest(queries)
    }
  }

  var answers: [Double] { closes.flatMap { [Double($0.day), $0.close] } }

  private func store(_ layout: Layout) throws -> Store {
    if let store = stores[layout.name] { return store }
    var settings = StoreSettings()
    settings.layout = layout.kept
    let store = try Store(folder.file("\(layout.name).db"), access: .creating, settings: settings)
    stores[layout.name] = store
    return store
  }
}

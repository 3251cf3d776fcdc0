import TickmarkAgreement
import TickmarkMeasurement
import TickmarkStore

/// The same store under several settings.
final class SettingsBench {
  /// How a reader gets at the pages.
  struct Memory {
    let name: String
    let cacheBytes: Int
    let mappedBytes: Int
  }

  static let memories = [
    Memory(name: "cache-16", cacheBytes: 16 << 20, mappedBytes: 0),
    Memory(name: "cache-2", cacheBytes: 2 << 20, mappedBytes: 0),
    Memory(name: "cache-128", cacheBytes: 128 << 20, mappedBytes: 0),
    Memory(name: "cache-2-mapped", cacheBytes: 2 << 20, mappedBytes: 1 << 30),
    Memory(name: "cache-16-mapped", cacheBytes: 16 << 20, mappedBytes: 1 << 30),
  ]

  private let size: Size
  private var benches: [String: StoreBench] = [:]
  private var last: StoreBench

  init(_ size: Size) {
    self.size = size
    last = StoreBench(size)
  }

  var queries: [Int32] { last.queries }
  var rows: Int { last.rows }
  var positions: Int { last.positions }
  var content: [Double] { last.content }
  var answers: [Double] { last.answers }
  var worth: [Double] { last.worth }

  func load(_ durability: StoreSettings.Durability) {
    var settings = StoreSettings()
    settings.durability = durability
    last = bench(durability.rawValue, settings)
    last.refill(PriceInsertion.standard)
  }

  func askLatest(_ memory: Memory) {
    var settings = StoreSettings()
    (settings.cacheBytes, settings.mappedBytes) = (memory.cacheBytes, memory.mappedBytes)
    last = bench(memory.name, settings)
    last.askLatest(LatestClose.standard)
  }

  func value(_ variant: Variant<Valuation.Body>) {
    last = bench("value", StoreSettings())
    last.value(variant)
  }

  private func bench(_ name: String, _ settings: StoreSettings) -> StoreBench {
    if let bench = benches[name] { return bench }
    let bench = StoreBench(size, settings: settings)
    benches[name] = bench
    return bench
  }
}

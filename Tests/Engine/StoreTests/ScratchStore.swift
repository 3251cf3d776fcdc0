import Foundation
import TickmarkFrames
import TickmarkStore

/// A folder of its own for the stores of one test, removed with it.
final class ScratchStore: Sendable {
  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "tickmark-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func store(_ name: String = "a.db", _ settings: StoreSettings = StoreSettings()) throws -> Store {
    try Store(path(name), access: .creating, settings: settings)
  }

  static func market(symbols: Int = 7, days: Int = 90, seed: UInt64 = 1) throws -> Frame {
    try MarketGenerator(symbols: symbols, days: days, seed: seed).frame()
  }
}

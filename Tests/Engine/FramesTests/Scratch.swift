import Foundation
import Testing

@testable import TickmarkFrames

/// A folder of its own for one test, removed with it.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tickmark-frames-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: folder.appending(path: name))
    return path(name)
  }

  func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted() }

  deinit { try? FileManager.default.removeItem(at: folder) }
}

/// A file that this test target ships.
func fixture(_ name: String) throws -> Data {
  try Data(contentsOf: #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name)"))
}

func doubles(_ data: Data) -> [Double] {
  stride(from: 0, to: data.count, by: 8).map { start in
    let bits = data[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Double(bitPattern: bits)
  }
}

/// The error that `body` throws; nothing where it throws none.
func thrown(_ body: () throws(FrameError) -> Void) -> FrameError? {
  do throws(FrameError) { try body() } catch { return error }
  return nil
}

/// A panel's values, day after day.
func rowMajor<Element: PanelElement>(_ panel: Panel<Element>) -> [Element] {
  (0..<panel.days).flatMap { day in (0..<panel.assets).map { panel[day, $0] } }
}

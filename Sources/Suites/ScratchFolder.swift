import Foundation

/// A folder for the files of one case, removed with it.
///
/// Its path is as long everywhere: a longer one would cost a reader of its files more allocated bytes, which are compared
/// exactly.
final class ScratchFolder: Sendable {
  let path: String

  init() throws {
    let url = URL(fileURLWithPath: "/tmp/tickmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

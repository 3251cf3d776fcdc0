import Foundation

/// A folder of its own for one test, in which programs run; removed with it.
final class Workplace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tickmark-commands-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs the example program with planted faults.
  func example(_ arguments: String..., faults: [String: String] = [:], output: String? = nil) throws -> Outcome {
    try Executable.example.run(arguments, in: folder, environment: faults, output: output)
  }

  func tickmark(_ arguments: String..., environment: [String: String] = [:], output: String? = nil) throws -> Outcome {
    try Executable.tickmark.run(arguments, in: folder, environment: environment, output: output)
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  @discardableResult func file(_ name: String, _ text: String) throws -> String {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: false, encoding: .utf8)
    return url.path
  }

  func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// In bytes; nil where there is no such file.
  func size(_ name: String) -> Int? { try? FileManager.default.attributesOfItem(atPath: path(name))[.size] as? Int }

  /// Every file below the folder, hidden ones too.
  var files: [String] {
    let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return found.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  /// The run files that `run` has kept, oldest first.
  var runFiles: [String] { files.filter { $0.hasPrefix(".tickmark/runs/") } }

  func json(_ name: String) throws -> JSON { try JSON(bytes(name)) }
}

import Foundation

/// Interpreters with libraries that ours is held against (`scripts/python-environment`).
enum PythonEnvironment {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The path of the interpreter; nil where the libraries cannot be installed.
  static func interpreter(_ name: String) -> String? {
    let process = Process()
    process.executableURL = root.appending(path: "scripts/python-environment")
    process.arguments = [name]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0
      ? String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines) : nil
  }
}

import Foundation

/// Interpreters with libraries that ours is held against (`scripts/python-environment`).
enum PythonEnvironment {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The interpreter; nil where the libraries cannot be installed.
  static func interpreter(_ name: String) -> Executable? {
    let script = Executable(url: root.appending(path: "scripts/python-environment"))
    guard let outcome = try? script.run([name], in: root), outcome.status == 0 else { return nil }
    return Executable(url: URL(filePath: outcome.output.trimmingCharacters(in: .newlines)))
  }
}

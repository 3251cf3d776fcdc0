import Foundation

/// Which programs of others are to be had.
package enum ProgramSearch {
  /// Whether `PATH` has a program of this name.
  package static func isThere(_ program: String) -> Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }
}

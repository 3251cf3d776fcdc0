import Foundation

/// Which commit the work tree is at, and whether it differs from it.
struct GitState {
  let commit: String
  let isDirty: Bool

  static func current() -> GitState {
    guard let commit = git("rev-parse", "HEAD") else { return GitState(commit: "unknown", isDirty: false) }
    let changes = git("status", "--porcelain", "--untracked-files=no") ?? ""
    return GitState(commit: commit, isDirty: !changes.isEmpty)
  }

  private static func git(_ arguments: String...) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

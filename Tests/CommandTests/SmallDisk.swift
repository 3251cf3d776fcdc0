import Foundation

/// A file system of its own for one test: small, or read-only. Making one takes root.
final class SmallDisk {
  let place: Workplace
  var folder: String { place.path("disk") }

  /// Whether this process may mount one.
  static let isPossible: Bool = {
    guard let disk = try? SmallDisk() else { return false }
    return FileManager.default.fileExists(atPath: disk.folder)
  }()

  struct Failure: Error { let command: String }

  init(kibibytes: Int = 64) throws {
    place = try Workplace()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Self.mount("-t", "tmpfs", "-o", "size=\(kibibytes)k", "tickmark-test", folder)
  }

  deinit { try? Self.call("umount", folder) }

  func makeReadOnly() throws { try Self.mount("-o", "remount,ro", folder) }

  /// Leaves no room at all.
  func fill() throws {
    let filler = "\(folder)/filler"
    _ = FileManager.default.createFile(atPath: filler, contents: nil)
    guard let file = FileHandle(forWritingAtPath: filler) else { throw Failure(command: "open") }
    // The write that does not fit any more is the one that fills the disk.
    do { for _ in 0..<1_000 { try file.write(contentsOf: Data(repeating: 0, count: 512)) } } catch { return }
    throw Failure(command: "fill")
  }

  private static func mount(_ arguments: String...) throws { try run("mount", arguments) }
  private static func call(_ command: String, _ arguments: String...) throws { try run(command, arguments) }

  private static func run(_ command: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(command: command) }
  }
}

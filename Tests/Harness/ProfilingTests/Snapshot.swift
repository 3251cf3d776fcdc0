import Foundation
import Testing

/// Compares text with a file of `Snapshots`, exactly; with `TICKMARK_RECORD=1` in the environment it writes that file instead.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  if ProcessInfo.processInfo.environment["TICKMARK_RECORD"] == "1" {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    return
  }
  let file = try #require(
    Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Snapshots"),
    "no snapshot '\(name)'; record it with TICKMARK_RECORD=1 swift test --filter ProfilingTests",
    sourceLocation: sourceLocation)
  let expected = try String(contentsOf: file, encoding: .utf8)
  guard text != expected else { return }
  let lines = zip(
    text.split(separator: "\n", omittingEmptySubsequences: false),
    expected.split(separator: "\n", omittingEmptySubsequences: false))
  let difference = lines.enumerated().first { $0.element.0 != $0.element.1 }
  let place =
    difference.map { "line \($0.offset + 1)\n  is       \($0.element.0)\n  expected \($0.element.1)" } ?? "its length"
  Issue.record("'\(name)' differs in \(place)", sourceLocation: sourceLocation)
}

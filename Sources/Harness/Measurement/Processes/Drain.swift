public import Foundation

/// Reads a pipe to its end on another thread, so that a talkative child never blocks.
public final class Drain: Sendable {
  private let group = DispatchGroup()
  private nonisolated(unsafe) var read = ""  // written once inside the group, read after it

  public init(_ handle: FileHandle) {
    DispatchQueue.global().async(group: group) { [self] in
      read = String(decoding: handle.readDataToEndOfFile(), as: UTF8.self)
    }
  }

  /// All that came; waits for the end.
  public var text: String {
    group.wait()
    return read
  }

  /// The line that says why: where the process trapped a stack follows it, so the last line would be an address.
  package var reason: String {
    let lines = text.split(separator: "\n")
    return (lines.last { $0.contains("Fatal error: ") } ?? lines.last).map(String.init) ?? ""
  }
}

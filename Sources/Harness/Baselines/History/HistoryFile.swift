import Foundation
import Glibc
import Synchronization

/// The runs of a machine class, one after the other: a line of JSON each, only ever appended.
///
/// An entry is written in one piece under a lock and reaches the disk before `append` returns. Where a crash has torn the last
/// line, the next `append` removes the torn piece, and nothing else; reading leaves it out and says so.
public struct HistoryFile: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// `<folder>/<machine class>.jsonl`
  public init(folder: String, machineClass: String) { path = "\(folder)/\(machineClass).jsonl" }

  /// What was read, and what could not be.
  public struct Contents: Sendable {
    public var entries: [HistoryEntry]
    /// Lines that are left out, and why.
    public var remarks: [String]
  }

  /// Appends an entry.
  ///
  /// - Returns: what was repaired before, in words; nothing where all was whole.
  /// - Throws: `.damaged` where the file is no history: it is left alone; `.unwritable`, with the file as it was.
  @discardableResult
  public func append(_ entry: HistoryEntry) throws(BaselineError) -> String? {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let line = try encoder.encode(entry) + Data("\n".utf8)
      return try appendLine(line)
    } catch let error as BaselineError {
      throw error
    } catch { throw .unwritable(path: path, reason: AtomicWrite.reason(error)) }
  }

  private func appendLine(_ line: Data) throws -> String? {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    let repair = try repair(handle)
    let end = try handle.seekToEnd()
    do {
      try handle.write(contentsOf: line)
      try handle.synchronize()
    } catch {
      // A full disk leaves a piece of the line: it must not be in the way of the next one.
      try? handle.truncate(atOffset: end)
      if end == 0 { try? FileManager.default.removeItem(atPath: path) }
      throw error
    }
    return repair
  }

  /// Ends a last line that only lacks its end, and removes one that is torn.
  private func repair(_ handle: FileHandle) throws -> String? {
    let length = try handle.seekToEnd()
    guard length > 0 else { return nil }
    let tailStart = try startOfTail(handle, length: length)
    try requireHistory(handle, end: tailStart == 0 ? length : tailStart)
    guard tailStart < length else { return nil }
    try handle.seek(toOffset: tailStart)
    let tail = try handle.readToEnd() ?? Data()
    if (try? Self.decode(tail)) != nil {
      try handle.write(contentsOf: Data("\n".utf8))
      return "the last line of '\(path)' lacked its end; it is whole again"
    }
    try handle.truncate(atOffset: tailStart)
    return "the last line of '\(path)' was torn, \(length - tailStart) bytes of a run that was not written to its end; "
      + "they are removed"
  }

  /// Where the piece behind the last line break begins; the length where there is none.
  private func startOfTail(_ handle: FileHandle, length: UInt64) throws -> UInt64 {
    var end = length
    while end > 0 {
      let start = end > 65_536 ? end - 65_536 : 0
      try handle.seek(toOffset: start)
      let piece = try handle.read(upToCount: Int(end - start)) ?? Data()
      if let line = piece.lastIndex(of: UInt8(ascii: "\n")) {
        return start + UInt64(piece.distance(from: piece.startIndex, to: line)) + 1
      }
      end = start
    }
    return 0
  }

  /// Refuses to touch a file that begins like something else.
  private func requireHistory(_ handle: FileHandle, end: UInt64) throws {
    let opening = Data("{\"cases\":[".utf8)
    try handle.seek(toOffset: 0)
    let first = try handle.read(upToCount: min(opening.count, Int(clamping: end))) ?? Data()
    guard opening.starts(with: first) else {
      throw BaselineError.damaged(path: path, reason: "it does not begin like a history")
    }
  }

  /// Reads all entries, in the order in which they were appended.
  ///
  /// - Parameter columns: only these; all, if not said.
  /// - Throws: `.noHistory` where there is none, `.damaged` where no line can be read, `.unknownSchema`.
  /// - Complexity: O(bytes), on all processors.
  public func read(columns: Set<String>? = nil) throws(BaselineError) -> Contents {
    guard FileManager.default.fileExists(atPath: path) else { throw .noHistory(path: path) }
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) } catch {
      throw .damaged(path: path, reason: AtomicWrite.reason(error))
    }
    let lines = Self.lines(of: data)
    let read = Self.decode(lines, columns)
    var contents = Contents(entries: [], remarks: [])
    for (number, line) in read.enumerated() {
      switch line {
      case .entry(let entry): contents.entries.append(entry)
      case .unknown(let schema):
        throw .unknownSchema(path: "\(path):\(number + 1)", found: schema, expected: HistoryEntry.schema)
      case .damaged(let reason):
        let isTorn = number == lines.count - 1 && data.last != UInt8(ascii: "\n")
        contents.remarks.append(
          isTorn
            ? "'\(path)', line \(number + 1): torn by a crash; the next run removes it"
            : "'\(path)', line \(number + 1): \(reason); it is left out")
      }
    }
    if contents.entries.isEmpty, let first = contents.remarks.first { throw .damaged(path: path, reason: first) }
    return contents
  }

  private enum Line: Sendable {
    case entry(HistoryEntry)
    case unknown(String)
    case damaged(String)
  }

  private static func lines(of data: Data) -> [Data] {
    let bytes = data.span
    var lines: [Data] = []
    var start = 0
    for place in bytes.indices where bytes[place] == UInt8(ascii: "\n") {
      if place > start { lines.append(data[(data.startIndex + start)..<(data.startIndex + place)]) }
      start = place + 1
    }
    if start < bytes.count { lines.append(data[(data.startIndex + start)...]) }
    return lines
  }

  private static func decode(_ lines: [Data], _ columns: Set<String>?) -> [Line] {
    let share = 64
    let parts = (lines.count + share - 1) / share
    let decoded = Mutex([[Line]](repeating: [], count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let decoder = JSONDecoder()
      if let columns, let key = HistoryEntry.Wanted.key { decoder.userInfo[key] = columns }
      let own = lines[(part * share)..<min((part + 1) * share, lines.count)].map { line($0, decoder) }
      decoded.withLock { $0[part] = own }
    }
    return decoded.withLock { Array($0.joined()) }
  }

  private static func line(_ data: Data, _ decoder: JSONDecoder) -> Line {
    struct Header: Decodable { var schema: String }
    do {
      let entry = try decode(data, decoder)
      return entry.flaw.map { .damaged($0) } ?? .entry(entry)
    } catch {
      guard let header = try? JSONDecoder().decode(Header.self, from: data), header.schema != HistoryEntry.schema
      else { return .damaged("it is no entry of a history") }
      return .unknown(header.schema)
    }
  }

  private static func decode(_ data: Data, _ decoder: JSONDecoder = JSONDecoder()) throws -> HistoryEntry {
    let entry = try decoder.decode(HistoryEntry.self, from: data)
    guard entry.schema == HistoryEntry.schema else { throw CocoaError(.coderInvalidValue) }
    return entry
  }
}

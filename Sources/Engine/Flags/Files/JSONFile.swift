import Foundation
import Glibc
import TickmarkFrames

/// A small JSON document on the disk: read whole, and replaced whole or not at all.
enum JSONFile {
  /// What people write by hand is far smaller.
  static let limitBytes = 4 << 20

  /// Nothing where there is no file.
  ///
  /// - Throws: `unreadable`, `notJSON` and, beyond the limit, `badFile`.
  static func read(_ path: String) throws(FlagError) -> FlagValue? {
    // Not mapped: an editor may shorten the file while it is read. A pipe must not keep the program waiting.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .unreadable(path: path, code: errno)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .badFile(path: path, problem: "not a file; name a file") }
    let data: Data
    do {
      data = try file.read(upToCount: limitBytes + 1) ?? Data()
    } catch {
      throw .unreadable(path: path, code: EIO)
    }
    guard data.count <= limitBytes else {
      throw .badFile(path: path, problem: "larger than \(limitBytes) bytes; is it a flag file?")
    }
    return try parsed(data, path: path)
  }

  static func parsed(_ data: Data, path: String) throws(FlagError) -> FlagValue {
    do {
      return try JSONDecoder().decode(FlagValue.self, from: data)
    } catch {
      throw .notJSON(path: path, reason: reason(data))
    }
  }

  /// The document with sorted keys, so that the same content is the same bytes.
  static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Sound: our documents hold texts, finite numbers, lists and objects with text keys; all of those can be written.
    guard let data = try? encoder.encode(value) else { preconditionFailure("a document that JSON can hold") }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// Replaces the file, and makes its folder where there is none.
  ///
  /// - Throws: `unwritable`; what stood there before is as it was.
  static func write(_ text: String, to path: String) throws(FlagError) {
    do throws(FrameError) {
      try AtomicFile.write(to: path) { (file) throws(FrameError) in try file.append(text) }
    } catch {
      if case .cannotWrite(_, let code) = error { throw .unwritable(path: path, code: code) }
      throw .unwritable(path: path, code: EIO)
    }
  }

  /// Runs `body` while no other process does so for the same path: what it reads is still so when it writes.
  ///
  /// The lock is a file beside, since the document itself is replaced; it stays, empty.
  static func alone<Result>(
    with path: String, _ body: () throws(FlagError) -> Result
  ) throws(FlagError) -> Result {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    // That it exists already is fine; whatever else is wrong shows when the lock is opened.
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable(path: path, code: errno) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .unwritable(path: path, code: errno) }
    }
    return try body()
  }

  /// What is wrong and on which line, which the decoder itself does not tell.
  private static func reason(_ data: Data) -> String {
    do {
      _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
      return "unreadable"
    } catch {
      let told = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? "unreadable"
      let text = told.trimmingCharacters(in: ["."])
      // Its place is in the words only; without one it is the end.
      let index = text.firstMatch(of: #/character (\d+)/#).flatMap { Int($0.1) } ?? data.count
      return "\(text), line \(data.prefix(index).count { $0 == UInt8(ascii: "\n") } + 1)"
    }
  }
}

import Glibc
import TickmarkMemory

/// A file that is there whole or not at all: written beside its place, flushed to the disk, then renamed.
///
/// When writing fails the temporary file is removed and what stood at the path before is as it was. A path that names a
/// device or a pipe is written straight through, since renaming would replace the device.
public struct AtomicFile: ~Copyable {
  private let path: String
  private let descriptor: Int32
  /// Nothing for a device, which is written in place.
  private let temporary: String?
  private var pending: [UInt8] = []

  private static let flushBytes = 1 << 20

  /// Calls `body` with the open file and, when it returns, puts the file in its place.
  ///
  /// - Parameter survivesPowerCut: false where readers notice a file that was only half on the disk: flushing takes milliseconds.
  /// - Throws: what `body` throws; `cannotWrite`.
  public static func write(
    to path: String, survivesPowerCut: Bool = true, _ body: (inout AtomicFile) throws(FrameError) -> Void
  ) throws(FrameError) {
    var file = try opened(path)
    do throws(FrameError) {
      try body(&file)
      try file.flush()
      if survivesPowerCut, file.temporary != nil, fsync(file.descriptor) != 0 {
        throw .cannotWrite(path: path, code: errno)
      }
    } catch {
      close(file.descriptor)
      if let temporary = file.temporary { unlink(temporary) }
      throw error
    }
    let closed = close(file.descriptor)
    guard let temporary = file.temporary else { return }
    guard closed == 0, rename(temporary, file.path) == 0 else {
      let code = errno
      unlink(temporary)
      throw .cannotWrite(path: path, code: code)
    }
  }

  private init(path: String, descriptor: Int32, temporary: String?) {
    self.path = path
    self.descriptor = descriptor
    self.temporary = temporary
  }

  /// The name of this process's own output. Opening it fails for a socket, and for a file it would begin anew.
  public static var standardOutput: String { "/dev/stdout" }

  private static func opened(_ path: String) throws(FrameError) -> AtomicFile {
    if path == standardOutput {
      let descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
      guard descriptor >= 0 else { throw .cannotWrite(path: path, code: errno) }
      return AtomicFile(path: path, descriptor: descriptor, temporary: nil)
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw .cannotWrite(path: path, code: EISDIR) }
    let isDevice = exists && status.st_mode & S_IFMT != S_IFREG
    // A link stays a link: what it names is replaced.
    let place = exists && !isDevice ? try resolved(path) : path
    let temporary = isDevice ? nil : "\(place).\(getpid()).partial"
    let descriptor = open(
      temporary ?? path, isDevice ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, code: errno) }
    return AtomicFile(path: place, descriptor: descriptor, temporary: temporary)
  }

  private static func resolved(_ path: String) throws(FrameError) -> String {
    // A link to a file that was deleted: renaming over the link would not be what was asked for.
    guard let real = realpath(path, nil) else { throw .cannotWrite(path: path, code: errno) }
    defer { free(real) }
    return String(cString: real)
  }

  public mutating func append(_ text: String) throws(FrameError) {
    pending.append(contentsOf: text.utf8)
    if pending.count >= Self.flushBytes { try flush() }
  }

  public mutating func append(_ byte: UInt8) throws(FrameError) {
    pending.append(byte)
    if pending.count >= Self.flushBytes { try flush() }
  }

  /// Writes `bytes` without a copy.
  public mutating func append(_ bytes: RawSpan) throws(FrameError) {
    try flush()
    try write(bytes)
  }

  private mutating func flush() throws(FrameError) {
    try write(pending.span.bytes)
    pending.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: RawSpan) throws(FrameError) {
    var done = 0
    while done < bytes.byteCount {
      let written = bytes.extracting(done..<bytes.byteCount).lend { Glibc.write(descriptor, $0, $1) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .cannotWrite(path: path, code: written < 0 ? errno : EIO) }
      done += written
    }
  }
}

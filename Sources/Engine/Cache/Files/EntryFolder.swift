import Foundation
import Glibc
import TickmarkFrames
import TickmarkMemory

/// A folder of entry files, one a key, that one cache at a time may use.
///
/// Files that are not named like an entry are somebody else's and left alone.
final class EntryFolder: Sendable {
  let path: String
  /// Keeps the folder to this cache; the kernel lets it go with the process, however that ends.
  private let lock: Int32

  struct Entry {
    let key: CacheKey
    let bytes: Int
    /// Nanoseconds since 1970.
    let made: Int64
  }

  /// - Throws: `cannotUseFolder`, `folderInUse`.
  init(_ path: String) throws(CacheError) {
    try Self.make(path)
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotUseFolder(path: path, code: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      throw code == EWOULDBLOCK ? .folderInUse(path: path) : .cannotUseFolder(path: path, code: code)
    }
    self.path = path
    lock = descriptor
  }

  deinit {
    // A child that another thread has just forked holds a copy of the descriptor until it runs its own program.
    flock(lock, LOCK_UN)
    close(lock)
  }

  private static func make(_ path: String) throws(CacheError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += made.isEmpty || made == "/" ? String(part) : "/\(part)"
      guard mkdir(made, 0o777) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES else {
        throw .cannotUseFolder(path: path, code: errno)
      }
    }
  }

  private static let suffix = ".entry"

  func file(_ key: CacheKey) -> String { "\(path)/\(key)\(Self.suffix)" }

  func remove(_ key: CacheKey) { unlink(file(key)) }

  /// What is there, by names and sizes alone, the oldest first; what an interrupted write left is removed.
  func entries() throws(CacheError) -> [Entry] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw .cannotUseFolder(path: path, code: EACCES)
    }
    return names.compactMap(entry).sorted { ($0.made, $0.key.high) < ($1.made, $1.key.high) }
  }

  private func entry(_ name: String) -> Entry? {
    let digits = name.prefix(32)
    guard let key = CacheKey(digits), name.dropFirst(32).hasPrefix(Self.suffix) else { return nil }
    if name.hasSuffix(".partial") { unlink("\(path)/\(name)") }
    guard name.count == 32 + Self.suffix.count else { return nil }
    var status = stat()
    guard lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    // A date out of all bounds is made in the far future or long ago.
    let seconds = min(max(Int64(status.st_mtim.tv_sec), 0), Int64.max / 1_000_000_000 - 1)
    let made = seconds * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    return Entry(key: key, bytes: Self.diskBytes(Int(status.st_size)), made: made)
  }

  /// Whole blocks.
  static func diskBytes(_ bytes: Int) -> Int { (bytes + 4_095) / 4_096 * 4_096 }

  /// Puts a file in place, whole or not at all.
  func write(_ head: EntryFileLayout.Head, _ value: some Cacheable) throws(FrameError) {
    let bytes = EntryFileLayout.bytes(of: head)
    try AtomicFile.write(to: file(head.key), survivesPowerCut: false) { (file) throws(FrameError) in
      try file.append(bytes.span.bytes)
      try value.eachStoredPart { (part) throws(FrameError) in try file.append(part) }
    }
    // The cache's own time, whatever the file system's is: what `entries` reads. Where it cannot be set the head still says it.
    let made = timespec(tv_sec: Int(head.made / 1_000_000_000), tv_nsec: Int(head.made % 1_000_000_000))
    utimensat(AT_FDCWD, file(head.key), [made, made], 0)
  }
}

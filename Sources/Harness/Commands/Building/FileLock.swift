import Foundation

/// Keeps other processes out while it is held; the system gives it back when its holder ends, however.
final class FileLock {
  private let descriptor: Int32

  /// Waits until nobody else holds it.
  ///
  /// - Throws: `.unwritable` where the file cannot be made.
  init(_ path: String) throws(CommandError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      Messages.note("waiting for another process that builds here")
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }
  }

  deinit { close(descriptor) }
}

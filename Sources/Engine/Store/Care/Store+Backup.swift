import Foundation
import GRDB
import Glibc

extension Store {
  /// Copies the store as it is now, while others read and write: what is committed meanwhile is in the copy or not, as a whole.
  ///
  /// The copy is there whole or not at all; what stood at its path before is replaced then.
  ///
  /// - Parameter goesOn: is told the share that is done; false ends it, without a copy.
  /// - Returns: whether there is a copy.
  public func backup(to copy: String, goesOn: @escaping (Double) -> Bool = { _ in true }) throws(StoreError) -> Bool {
    if let own = realpath(path, nil), let other = realpath(copy, nil) {
      defer {
        free(own)
        free(other)
      }
      if strcmp(own, other) == 0 { throw .sameFile(path: copy) }
    }
    let draft = "\(copy).\(getpid()).partial"
    defer { for ending in ["", "-journal", "-wal", "-shm"] { unlink(draft + ending) } }
    do { try write(to: draft, goesOn) } catch is Stopped { return false } catch {
      throw StoreError(error, path: copy, settings: settings)
    }
    guard rename(draft, copy) == 0 else {
      throw .failed(path: copy, reason: String(cString: strerror(errno)))
    }
    // A log that belonged to what stood here before would be taken for the copy's.
    for ending in ["-wal", "-shm"] { unlink(copy + ending) }
    return true
  }

  private struct Stopped: Error {}

  private func write(to draft: String, _ goesOn: @escaping (Double) -> Bool) throws {
    let target = try DatabaseQueue(path: draft)
    try target.writeWithoutTransaction { copy in
      try pool.read { database in
        // The first read decides which state the transaction sees. Without one every step would see the newest, and a copy
        // begins anew at each commit.
        _ = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM symbols")
        try database.backup(to: copy, pagesPerStep: 1_024) { progress in
          let pages = max(progress.totalPageCount, 1)
          guard goesOn(Double(progress.completedPageCount) / Double(pages)) || progress.isCompleted else {
            throw Stopped()
          }
        }
      }
    }
    try target.close()
    let descriptor = open(draft, O_RDONLY | O_CLOEXEC)
    defer { Glibc.close(descriptor) }
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw StoreError.failed(path: draft, reason: String(cString: strerror(errno)))
    }
  }
}

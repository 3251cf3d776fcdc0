import Foundation
import GRDB

extension StoreError {
  /// What a failure of SQLite at `path` means to the person who uses the store.
  ///
  /// - Parameter settings: of the connection that failed.
  init(_ error: any Error, path: String, settings: StoreSettings) {
    if let error = error as? StoreError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self = .failed(path: path, reason: "\(error)")
      return
    }
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notAStore(path: path)
    case .SQLITE_CORRUPT: self = .damaged(path: path, detail: reason)
    case .SQLITE_READONLY: self = .readOnly(path: path)
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .locked(path: path, seconds: settings.busySeconds, holder: LockHolder(of: path))
    case .SQLITE_CANTOPEN: self = Self.unopened(path, reason: reason)
    // The shared memory of the write-ahead log is a file too: one that cannot grow is an error of its own kind.
    case .SQLITE_IOERR where Self.isFull(besides: path): self = .diskFull(path: path)
    case .SQLITE_IOERR where Self.isFolder(path): self = Self.unopened(path, reason: reason)
    default: self = .failed(path: path, reason: reason)
    }
  }

  /// SQLite says as much of a folder that does not exist as of one where it may not make the files that it needs.
  private static func unopened(_ path: String, reason: String) -> StoreError {
    let folder = folder(of: path)
    guard FileManager.default.fileExists(atPath: folder) else {
      return .cannotOpen(path: path, reason: "there is no folder '\(folder)'")
    }
    if !FileManager.default.isWritableFile(atPath: folder) { return .readOnly(path: path) }
    if isFull(besides: path) { return .diskFull(path: path) }
    if isFolder(path) { return .cannotOpen(path: path, reason: "it is a folder") }
    return .cannotOpen(path: path, reason: reason)
  }

  static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Whether there is less room than SQLite takes at once. Some file systems of the system's own have no size at all.
  private static func isFull(besides path: String) -> Bool {
    guard let disk = try? FileManager.default.attributesOfFileSystem(forPath: folder(of: path)),
      let size = (disk[.systemSize] as? NSNumber)?.intValue, let free = (disk[.systemFreeSize] as? NSNumber)?.intValue
    else { return false }
    return size > 0 && free < 32_768
  }
}

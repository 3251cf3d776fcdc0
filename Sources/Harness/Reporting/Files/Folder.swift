import CTickmarkExchange
import Foundation

/// The few operations on folders that writing a report takes, each with the path and the system's reason when it fails.
enum Folder {
  /// Everything before the last slash; the working folder where there is none.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Creates the folder and those above it; one that is there already is fine.
  static func create(_ path: String) throws(ReportingError) {
    if mkdir(path, 0o755) == 0 || (errno == EEXIST && isFolder(path)) { return }
    let code = errno
    let above = parent(of: path)
    guard code == ENOENT, above != path, above != "." else { throw .cannotWrite(path: path, code: code) }
    try create(above)
    guard mkdir(path, 0o755) == 0 || isFolder(path) else { throw .cannotWrite(path: path, code: errno) }
  }

  /// Writes the text and waits until it is on the disk: a full disk says so here and not after the report is in place.
  static func write(_ text: String, to path: String) throws(ReportingError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .cannotWrite(path: path, code: errno) }
    var code = written(text, to: file)
    // Devices and pipes cannot be flushed, and need not be.
    if code == 0, fsync(file) != 0, errno != EINVAL { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    guard code == 0 else { throw .cannotWrite(path: path, code: code) }
  }

  /// Puts `draft` where `place` is, in one step; with `exchanging`, what was there carries the draft's name afterwards.
  static func move(_ draft: String, to place: String, exchanging: Bool) throws(ReportingError) {
    if exchanging, tickmark_exchange(draft, place) == 0 { return }
    guard exchanging else {
      guard rename(draft, place) == 0 else { throw .cannotWrite(path: place, code: errno) }
      return
    }
    // File systems without exchange (network shares): aside, in place, and back again if that fails.
    let aside = draft + ".old"
    guard rename(place, aside) == 0 else { throw .cannotWrite(path: place, code: errno) }
    guard rename(draft, place) == 0 else {
      let code = errno
      rename(aside, place)
      throw .cannotWrite(path: place, code: code)
    }
    rename(aside, draft)
  }

  /// Removes the folder with all it holds; what cannot be removed stays.
  static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }

  static func entries(_ path: String) throws(ReportingError) -> [String] {
    guard access(path, R_OK | X_OK) == 0 else { throw .cannotWrite(path: path, code: errno) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw .cannotWrite(path: path, code: EIO)
    }
    return names.sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// 0, or the error's number.
  private static func written(_ text: String, to file: Int32) -> Int32 {
    var rest = Array(text.utf8)
    while !rest.isEmpty {
      let count = Foundation.write(file, rest, rest.count)
      if count > 0 { rest.removeFirst(count) } else if count == 0 || errno != EINTR { return count == 0 ? EIO : errno }
    }
    return 0
  }
}

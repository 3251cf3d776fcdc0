import Foundation
import TickmarkBaselines

/// A file or folder that another tool wrote, read as a whole.
struct ImportSource {
  /// More is refused: a file of this size takes some twenty seconds, and twice its size in memory.
  static let limit = 256 << 20

  let path: String
  /// The file's bytes; empty for a folder.
  let data: Data
  let isFolder: Bool
  /// When the file was last written.
  let modified: Date?

  /// - Throws: `.missing`, `.unreadable`, `.tooLarge`, and `.damaged` for an empty file.
  init(_ path: String) throws(ImportError) {
    self.path = path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .missing(path: path) }
    self.isFolder = isFolder.boolValue
    modified = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    guard !isFolder.boolValue else {
      data = Data()
      return
    }
    data = Self.withoutMark(try Self.read(path))
    if data.isEmpty { throw .damaged(path: path, place: "", problem: "it is empty") }
  }

  init(path: String, data: Data) {
    self.path = path
    self.data = data
    isFolder = false
    modified = nil
  }

  /// Without the mark of UTF-8 that programs on Windows put in front.
  private static func withoutMark(_ data: Data) -> Data {
    data.starts(with: [0xEF, 0xBB, 0xBF]) ? Data(data.dropFirst(3)) : data
  }

  /// No more than the limit, also of a pipe that never ends.
  static func read(_ path: String) throws(ImportError) -> Data {
    var status = stat()
    if stat(path, &status) == 0, Int(status.st_size) > limit {
      throw .tooLarge(path: path, bytes: Int(status.st_size), limit: limit)
    }
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      let data = try handle.read(upToCount: limit + 1) ?? Data()
      guard data.count <= limit else { throw ImportError.tooLarge(path: path, bytes: data.count, limit: limit) }
      return data
    } catch let error as ImportError {
      throw error
    } catch { throw .unreadable(path: path, reason: AtomicWrite.reason(error)) }
  }

  /// The file's name without its folder and its last ending: what a suite is called where nothing else names it.
  var stem: String {
    let name = URL(fileURLWithPath: path).standardizedFileURL.deletingPathExtension().lastPathComponent
    return name.isEmpty || name == "/" ? "imported" : name
  }
}

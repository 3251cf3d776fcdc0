public import Foundation
import TickmarkBaselines

/// Data for other programs.
public enum StandardOutput {
  public static func write(_ data: Data) throws {
    do { try FileHandle.standardOutput.write(contentsOf: data) } catch {
      throw CommandError.unwritable(path: "standard output", reason: String(cString: strerror(errno)))
    }
  }

  public static func write(_ text: String) throws { try write(Data(text.utf8)) }
}

/// A file that a command writes as a whole or not at all.
public enum OutputFile {
  public static func write(_ data: Data, to path: String) throws {
    // A device, a pipe: there is nothing to rename over.
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      do {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.write(contentsOf: data)
        try handle.close()
      } catch { throw CommandError.unwritable(path: path, reason: AtomicWrite.reason(error)) }
      return
    }
    try AtomicWrite.write(data, to: path)
  }
}

public import Foundation

/// Writes a file beside its place and renames it, so that a reader or a killed writer never leaves half a file.
public enum AtomicWrite {
  public static func write(_ data: Data, to path: String) throws(BaselineError) {
    let target = URL(fileURLWithPath: path)
    let folder = target.deletingLastPathComponent()
    let process = ProcessInfo.processInfo.processIdentifier
    let beside = folder.appendingPathComponent(".\(target.lastPathComponent).\(process)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      do {
        try data.write(to: beside)
        let handle = try FileHandle(forWritingTo: beside)
        try handle.synchronize()
        try handle.close()
        guard rename(beside.path, target.path) == 0 else {
          throw CocoaError(.fileWriteUnknown, userInfo: [NSLocalizedDescriptionKey: String(cString: strerror(errno))])
        }
      } catch {
        try? FileManager.default.removeItem(at: beside)
        throw error
      }
    } catch {
      throw .unwritable(path: path, reason: Self.reason(error))
    }
  }

  /// The system's own words where there are any: Foundation's are two sentences, and do not fit into one of ours.
  public static func reason(_ error: any Error) -> String {
    var error = error as NSError
    while let underlying = error.userInfo[NSUnderlyingErrorKey] as? any Error { error = underlying as NSError }
    if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
    return error.localizedDescription
  }
}

package import Foundation

/// A folder for what recorders and children write, gone with its owner; whoever ends the program before that removes it.
package final class Scratch: Sendable {
  private let folder: URL

  /// - Throws: where the system's folder for such things cannot be written to.
  package init() throws(ProfilingError) {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tickmark-\(UUID().uuidString)")
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw .noRoom(path: folder.path, reason: error.localizedDescription)
    }
  }

  deinit { remove() }

  package func remove() { try? FileManager.default.removeItem(at: folder) }

  /// A folder of its own for one recording.
  package func part(_ name: String) throws(ProfilingError) -> URL {
    let part = folder.appendingPathComponent("\(name)-\(UUID().uuidString)")
    do { try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true) } catch {
      throw .noRoom(path: part.path, reason: error.localizedDescription)
    }
    return part
  }
}

import Foundation
import TickmarkFrames

/// Closing prices as one file that all workers map.
struct SharedPrices {
  let path: String
  let sha256: String
  let closes: Panel<Float>
  let days: [Day]

  /// Maps a panel file of one column.
  ///
  /// - Throws: `FrameError`, also where the file has more columns.
  init(mapping path: String) throws {
    let file = try PanelFile(path: path)
    // Which of several columns would be the closes?
    if file.columns.count != 1 { throw FrameError.noColumn(path: path, name: "(one only)") }
    self.path = path
    sha256 = try ContentHash.sha256(of: path)
    closes = try file.panel()
    days = file.days
  }

  /// The panel file of prices in any format: themselves where they are one, else made once and kept in `folder`, under the hash of
  /// what it was made from.
  ///
  /// - Throws: `FrameError`.
  init(of path: String, keptIn folder: String) throws {
    if path.hasSuffix(".tmpanel") {
      try self.init(mapping: path)
      return
    }
    let made = "\(folder)/\(try ContentHash.sha256(of: path).prefix(32)).tmpanel"
    if !FileManager.default.fileExists(atPath: made) {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Self.write(path, to: made)
    }
    try self.init(mapping: made)
  }

  private static func write(_ path: String, to made: String) throws {
    let frame = try Frame(any: path, precision: .float32)
    frame.badPrices.warn(of: path)
    let calendar = frame.calendar()
    let panel: Panel<Float> = frame.panel(.close, on: calendar)
    try PanelFile.write(to: made, days: calendar.map(\.day), assets: frame.symbols, columns: ["close"]) {
      (tile, values) throws(FrameError) in
      let column = panel.tile(tile)
      let rows = column.span
      for day in rows.indices {
        for lane in 0..<16 { values[day * 16 + lane] = rows[day][lane] }
      }
    }
  }
}

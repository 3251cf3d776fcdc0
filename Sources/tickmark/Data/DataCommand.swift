public import ArgumentParser
import Foundation
public import TickmarkFrames

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Fetch, generate, import and describe price files.",
    subcommands: [Fetch.self, Generate.self, Import.self, Info.self])

  /// Says something to the person at the terminal; standard output is for data.
  static func say(_ message: String) { FileHandle.standardError.write(Data((message + "\n").utf8)) }
}

extension Precision: ExpressibleByArgument {}

extension Frame {
  /// Reads a file of any kind that this program knows: a binary frame by its ending, else long or wide CSV by its header.
  init(any path: String, precision: Precision, order: RowOrder = .increasing) throws(FrameError) {
    if path.hasSuffix(".tmf") {
      self = try Frame(file: path)
    } else if try Frame.isWide(csv: path) {
      let table = try WideTable<Double>(csv: path)
      self = try table.frame(precision: precision)
    } else {
      self = try Frame(csv: path, precision: precision, order: order)
    }
  }

  /// Writes a binary frame or a long CSV, by the path's ending.
  func write(any path: String) throws(FrameError) {
    if path.hasSuffix(".csv") { try writeCSV(to: path) } else { try write(to: path) }
  }
}

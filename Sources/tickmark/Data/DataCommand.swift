public import ArgumentParser
import Foundation
public import TickmarkFrames

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Fetch, generate, import, describe and transform price files.",
    subcommands: [
      Fetch.self, Generate.self, Import.self, Info.self, Summary.self, Resample.self, Filter.self, Adjust.self,
      Align.self,
    ])

  /// Says something to the person at the terminal; standard output is for data.
  static func say(_ message: String) { FileHandle.standardError.write(Data((message + "\n").utf8)) }
}

extension Precision: ExpressibleByArgument {}
extension Adjustment: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
  /// `YYYY-MM-DD`.
  public init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

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

import ArgumentParser
import Foundation
import TickmarkCommands
import TickmarkFrames

extension DataCommand {
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "info", abstract: "Describe a price file: rows, symbols, span, gaps, memory, hash.")

    @Argument(help: "A CSV file, a binary frame or a panel file.", completion: .file()) var file: String
    @Option(help: "'json=PATH' for a machine; '-' is standard output.") var format: [String] = []
    @Option(help: "How a CSV would be stored.") var precision: Precision = .float32

    func validate() throws {
      for format in format where !format.hasPrefix("json=") || format == "json=" {
        throw ValidationError("--format '\(format)': write json=PATH, or json=- for standard output")
      }
    }

    func run() throws {
      let description: any FileDescription =
        file.hasSuffix(".tmpanel")
        ? PanelDescription(try PanelFile(path: file))
        : try FrameDescription(Frame(any: file, precision: precision), path: file)
      if !format.contains("json=-") { try StandardOutput.write(description.text + "\n") }
      for format in format {
        let path = String(format.dropFirst("json=".count))
        let json = try description.json()
        if path == "-" {
          try StandardOutput.write(json + "\n")
        } else {
          try AtomicFile.write(to: path) { (file) throws(FrameError) in try file.append(json + "\n") }
        }
      }
    }
  }
}

/// What `data info` says of a file, for people and for programs.
protocol FileDescription: Encodable {
  var text: String { get }
}

extension FileDescription {
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

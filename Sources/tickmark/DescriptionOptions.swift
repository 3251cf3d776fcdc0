import ArgumentParser
import Foundation
import TickmarkCommands
import TickmarkFrames

/// Where a description goes: to standard output as text, and as JSON wherever that is asked for.
struct DescriptionOptions: ParsableArguments {
  @Option(help: "'json=PATH' for a machine; '-' is standard output.") var format: [String] = []

  func validate() throws {
    for format in format where !format.hasPrefix("json=") || format == "json=" {
      throw ValidationError("--format '\(format)': write json=PATH, or json=- for standard output")
    }
  }

  func write(_ description: any FileDescription) throws {
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

/// What is said of a file, for people and for programs.
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

import ArgumentParser
import Foundation
import TickmarkReporting

/// Where results go.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: """
      Write FORMAT=PATH: \(ReportFormat.all.map(\.name).joined(separator: ", ")); '-' is standard output. May be repeated.
      """)
  var formats: [String] = []

  @Flag(name: .shortAndLong, help: "Errors and warnings only on standard error.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "More on standard error.")
  var verbose = false

  /// The destinations, checked before anything is measured.
  func destinations() throws -> [Destination] {
    Messages.configure(quiet: quiet, verbose: verbose)
    return try formats.map { try Destination($0) }
  }
}

/// One `FORMAT=PATH`.
struct Destination {
  let format: ReportFormat
  let path: String

  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let format = ReportFormat.named(parts[0]), !parts[1].isEmpty else {
      throw CommandError.unknownFormat(text, known: ReportFormat.all.map(\.name))
    }
    self.format = format
    path = parts[1]
  }

  var isStandardOutput: Bool { path == "-" }

  func write(_ data: Data) throws {
    if isStandardOutput { try StandardOutput.write(data) } else { try OutputFile.write(data, to: path) }
  }
}

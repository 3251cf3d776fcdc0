import ArgumentParser
import Foundation
import TickmarkBaselines
import TickmarkReporting

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a run file in a format that other programs read.",
    discussion: ReportFormat.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

  @Argument(help: "The format: \(ReportFormat.all.map(\.name).joined(separator: ", ")).") var format: String
  @Argument(help: "The run file, as 'run' or 'import' wrote it.") var runFile: String
  @Option(help: "Where it goes; standard output by default.") var output = "-"

  func run() throws {
    let destination = try Destination("\(format)=\(output)")
    let content = ReportContent(title: "Run", run: try RunFile.read(runFile), command: Publication.command)
    try destination.write(Data(try destination.format.text(content).utf8))
  }
}

import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkProfiling
import TickmarkReporting

/// Writes what was measured, before the exit and whatever its status.
package struct Publication {
  let destinations: [Destination]
  /// The report's folder; none where no report is asked for.
  let folder: String?

  /// Whether somebody will read how rows went over time.
  var showsHistory: Bool { folder != nil || destinations.contains(where: \.format.showsHistory) }

  /// - Parameter attachments: files that go into the report's folder, by their path there; to `.tickmark` where no report
  ///   is asked for.
  func publish(_ content: ReportContent, attaching attachments: [String: String] = [:]) throws {
    // Where there is a folder of ours already: nobody has asked for one.
    if let comparison = content.comparison, FileManager.default.fileExists(atPath: Self.attachmentFolder) {
      try OutputFile.write(Data(try JSONReport.text(comparison).utf8), to: Self.lastComparison)
    }
    for destination in destinations { try destination.write(Data(try destination.format.text(content).utf8)) }
    let style: TerminalReport.Style = Self.usesColour ? .ansi : .plain
    let table = TerminalReport.text(content, style: style)
    // Where standard output carries data, the table is a message.
    if destinations.contains(where: \.isStandardOutput) {
      Messages.note(table)
    } else {
      try StandardOutput.write(table + "\n")
    }
    if let folder {
      try ReportWriter.write(content, to: folder, attaching: attachments)
      Messages.note("report: \(folder)/README.md")
    } else {
      try Self.keep(attachments)
    }
  }

  /// Each folder is exchanged whole, so that nothing of an earlier one stays beside what is new.
  private static func keep(_ attachments: [String: String]) throws {
    func folder(_ path: String) -> String { path.split(separator: "/").dropLast().joined(separator: "/") }
    for (folder, files) in Dictionary(grouping: attachments, by: { folder($0.key) }).sorted(by: { $0.key < $1.key }) {
      let texts = files.map { (String($0.key.dropFirst(folder.count + 1)), $0.value) }
      try ReportWriter.write(
        Dictionary(uniqueKeysWithValues: texts), to: "\(attachmentFolder)/\(folder)", replacing: ProfileFiles.names)
    }
  }

  /// The last comparison of this folder, for whoever shows where things stand.
  package static let lastComparison = ".tickmark/last-comparison.json"

  /// Where profiles lie that belong to no report.
  static let attachmentFolder = ".tickmark"

  private static var usesColour: Bool {
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
  }

  /// `Reports/<date>-<commit>-<machine class>`.
  static func folder(for run: RunFile) -> String {
    let commit = run.commit.prefix(10) + (run.dirty ? "-dirty" : "")
    return "Reports/\(run.started.prefix(10))-\(commit)-\(run.machine.class)"
  }

  /// A word as a shell reads it back.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:=,+@%".contains($0)) }
    return isPlain ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
  }

  /// The command line as it was typed, to reproduce the report.
  package static var command: String { command(masking: "", as: "") }

  /// The same, with a word's secret part as others may read it.
  package static func command(masking secret: String, as shown: String) -> String {
    ([Program.executableName] + CommandLine.arguments.dropFirst()).map { word in
      quoted(secret.isEmpty ? word : word.replacing(secret, with: shown))
    }.joined(separator: " ")
  }
}

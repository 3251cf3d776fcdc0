import ArgumentParser
import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement
import TickmarkReporting
import TickmarkStatistics

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show how rows went from run to run, and since when they are slower.",
    discussion: """
      'run', 'gate' and 'baseline save' append to the history of their machine class; 'history add' appends run files.
      """,
    subcommands: [Show.self, Changepoints.self, Add.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show rows over time, with their changes.")

    @Argument(help: "Rows whose suite/operation/size:variant contains this; '*' stands for anything.")
    var `case`: String
    @OptionGroup var looking: LookingOptions
    @Option(help: "Draw the rows into this SVG file, too.") var chart: String?

    func run() throws {
      let view = try looking.view(selecting: [`case`], bounds: true)
      for series in view.series {
        let own = view.found.changes.filter { $0.row == series.key }
        try StandardOutput.write(HistoryText.show(series, of: view.entries, changes: own) + "\n")
      }
      for note in view.found.notes { Messages.note("left out: \(note)") }
      guard let chart else { return }
      guard
        let picture = HistoryChart(`case`, view.series, changes: view.found.changes, runs: view.entries.count)
      else { throw CommandError.nothingToCompare("a chart needs a row with two runs; run again") }
      try OutputFile.write(Data(picture.svg.utf8), to: chart)
    }
  }

  struct Changepoints: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell since when rows are slower or faster, with the commits between.",
      discussion: """
        Energy distances between stretches of runs, and the chance of the greatest of them by random orders of the runs \
        (E-divisive); at least five runs lie between two changes. Times are looked at through the row's yardstick.
        """)

    @Option(name: .shortAndLong, help: "Only rows whose suite/operation/size:variant contains this. May be repeated.")
    var filter: [String] = []
    @OptionGroup var looking: LookingOptions
    @Option(help: "Write json=PATH, '-' for standard output.") var format: String?

    func run() throws {
      let path = try format.map { text in
        guard text.hasPrefix("json="), text.count > 5 else {
          throw CommandError.unknownFormat(text, known: ["json"])
        }
        return String(text.dropFirst(5))
      }
      let found = try looking.view(selecting: filter, bounds: false).found
      if path == "-" { return try StandardOutput.write(found.encoded()) }
      if let path { try OutputFile.write(found.encoded(), to: path) }
      try StandardOutput.write(HistoryText.text(found))
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Append run files to the history of their machine class, such as those of another job.")

    @Argument(help: "Run files, oldest first.") var runs: [String]
    @OptionGroup var history: HistoryOptions

    func run() throws {
      let settings = try Settings.load()
      // All are read before any is appended.
      let files = try runs.map { try RunFile.read($0) }
      for (path, file) in zip(runs, files) where file.cases.allSatisfy({ $0.metrics["wall"]?.median == nil }) {
        throw BaselineError.damaged(path: path, reason: "nothing was timed in it")
      }
      for file in files { try history.append(file, settings: settings) }
    }
  }

  /// Which history is looked at, and how closely.
  struct LookingOptions: ParsableArguments {
    @OptionGroup var history: HistoryOptions
    @Option(help: "The machine class; this machine's by default.") var machine: String?
    @Option(help: "wall, allocations, allocatedBytes, peakBytes or instructions.") var metric = "wall"
    @Option(help: "The chance of a change that is none, a row.") var level = HistoryView.level
    @Option(help: "The smallest relative change of a time that is told (0.02 is 2 %).") var margin = HistoryView.margin

    func validate() throws {
      guard HistoryEntry.metrics.contains(metric) else {
        throw ValidationError("--metric is one of \(HistoryEntry.metrics.joined(separator: ", "))")
      }
      if !(level >= 0.0001 && level < 1) { throw ValidationError("--level is from 0.0001 to 1") }
      if !(margin >= 0 && margin < 10) { throw ValidationError("--margin is a fraction from 0 to 10") }
    }

    /// - Throws: `.noMatch` for a filter that selects no row.
    func view(selecting filters: [String], bounds: Bool) throws -> HistoryView {
      let file = history.file(
        machineClass: machine ?? MachineProbe.fingerprint().class, settings: try Settings.load())
      return try HistoryView(file, metric: metric, level: level, margin: margin, bounds: bounds, selecting: filters)
    }
  }
}

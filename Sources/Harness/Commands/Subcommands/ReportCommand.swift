import ArgumentParser
import TickmarkBaselines
import TickmarkReporting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a before/after report from two runs, or from a run and a baseline.")

  @OptionGroup var gating: GatingOptions
  @OptionGroup var output: OutputOptions
  @Argument(help: "The run file, as 'run' wrote it.") var after: String
  @Option(help: "The run before it; the stored baselines by default.") var before: String?
  @Flag(help: "Only the run itself, compared with nothing.") var alone = false
  @Option(name: .customLong("output"), help: "The report's folder; Reports/<date>-<commit>-<machine class> by default.")
  var folder: String?

  func validate() throws {
    if alone, before != nil { throw ValidationError("--alone and --before exclude each other") }
  }

  func run() throws {
    let destinations = try output.destinations()
    let settings = try Settings.load()
    let content: ReportContent
    if alone {
      content = ReportContent(
        title: "Run", run: try RunFile.read(after), before: nil, comparison: nil, budgets: [],
        command: Publication.command)
    } else {
      content = try StoredComparison.content(
        title: "Before and after", after: after, before: before, gating: gating, settings: settings)
    }
    try Publication(destinations: destinations, folder: folder ?? Publication.folder(for: content.run)).publish(content)
  }
}

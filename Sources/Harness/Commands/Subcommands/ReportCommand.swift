import ArgumentParser
import TickmarkBaselines
import TickmarkReporting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a before/after report from two runs, or from a run and a baseline.")

  @OptionGroup var gating: GatingOptions
  @OptionGroup var history: HistoryOptions
  @OptionGroup var output: OutputOptions
  @Argument(help: "The run file, as 'run' wrote it.") var after: String
  @Option(help: "The run before it; the stored baselines by default.") var before: String?
  @Flag(help: "Only the run itself, compared with nothing.") var alone = false
  @Option(name: .customLong("output"), help: "The report's folder; Reports/<date>-<commit>-<machine class> by default.")
  var folder: String?

  func validate() throws {
    if alone, before != nil { throw ValidationError("--alone and --before exclude each other") }
    try gating.refuseMeasuring(in: "report")
  }

  func run() throws {
    let destinations = try output.destinations()
    let settings = try Settings.load()
    var content: ReportContent
    if alone {
      let run = try RunFile.read(after)
      content = ReportContent(
        title: "Run", run: run, budgets: try gating.budgets(of: run, baselines: [], settings: settings),
        command: Publication.command)
    } else {
      content = try StoredComparison.content(
        title: "Before and after", after: after, before: before, gating: gating, settings: settings)
    }
    let publication = Publication(destinations: destinations, folder: folder ?? Publication.folder(for: content.run))
    history.add(to: &content, for: publication, settings: settings)
    try publication.publish(content)
  }
}

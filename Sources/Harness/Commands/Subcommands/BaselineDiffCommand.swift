import ArgumentParser
import TickmarkBaselines
import TickmarkGating
import TickmarkReporting

extension BaselineCommand {
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare a run file with the stored baselines of its machine class, or with another run file.")

    @OptionGroup var gating: GatingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The run file, as 'run' wrote it.") var after: String
    @Option(help: "Another run file, in place of the baselines.") var before: String?

    func validate() throws { try gating.refuseMeasuring(in: "baseline diff") }

    func run() throws {
      let destinations = try output.destinations()
      let content = try StoredComparison.content(
        title: "Difference", after: after, before: before, gating: gating, settings: try Settings.load())
      try Publication(destinations: destinations, folder: nil).publish(content)
    }
  }
}

/// A comparison of what is stored, without measuring anything.
enum StoredComparison {
  static func content(
    title: String, after: String, before: String?, gating: GatingOptions, settings: Settings
  ) throws -> ReportContent {
    let run = try RunFile.read(after)
    let files = try before.map { [try RunFile.read($0)] } ?? baselines(of: run, gating.store(settings))
    let comparison = BaselineComparison(baselines: files, run: run, margin: gating.margin)
      .compare(kind: before == nil ? .baseline : .runs) { _ in true }
    var earlier = files.first
    earlier?.cases = files.flatMap(\.cases)
    return ReportContent(
      title: title, run: run, before: earlier, comparison: comparison,
      budgets: try gating.budgets(of: run, baselines: before == nil ? files : [], settings: settings),
      command: Publication.command)
  }

  /// The stored suites of the run.
  ///
  /// - Throws: where one of them has none.
  private static func baselines(of run: RunFile, _ store: BaselineStore) throws -> [RunFile] {
    try BaselineStore.suites(of: run).map { try store.load(suite: $0, machineClass: run.machine.class) }
  }
}

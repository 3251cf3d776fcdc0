import ArgumentParser
import Foundation
import TickmarkBaselines
import TickmarkGating

extension BaselineCommand {
  struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a run the baseline of its suites, with a reason where any row of it is worse.",
      discussion: """
        The reason is stored with the baseline. A run with a variant that disagrees, or with a control that fired, cannot \
        become one.
        """)

    @OptionGroup var gating: GatingOptions
    @Argument(help: "The run file, as 'run' wrote it; the newest of .tickmark/runs by default.") var runFile: String?
    @Option(help: "Why what became worse is accepted.") var reason: String?
    @Flag(help: "Accept that rows which are stored now are not in the run.") var replace = false

    func run() throws {
      let store = gating.store(try Settings.load())
      guard let path = runFile ?? RunArchive.newest else { throw CommandError.noRun(folder: RunArchive.folder) }
      var run = try RunFile.read(path)
      let worse = try Self.worse(run, than: store, margin: gating.margin)
      let reason = reason?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      if let first = worse.first, reason.isEmpty {
        throw CommandError.needsReason(row: first.key, metric: first.metric, ratio: first.ratio, count: worse.count)
      }
      if !reason.isEmpty { run.notes.append("accepted: \(reason) (\(worse.count) rows were worse)") }
      for path in try store.save(run, replacing: replace) { try StandardOutput.write("\(path)\n") }
    }

    /// The rows that the run has worse than what is stored; suites without a baseline have none.
    private static func worse(_ run: RunFile, than store: BaselineStore, margin: Double?) throws -> [ComparisonRow] {
      let stored = try BaselineStore.suites(of: run).compactMap { suite -> RunFile? in
        do { return try store.load(suite: suite, machineClass: run.machine.class) } catch BaselineError.missing {
          return nil
        }
      }
      return BaselineComparison(baselines: stored, run: run, margin: margin)
        .compare(kind: .baseline) { _ in false }.rows.filter { $0.verdict == .regressed }
    }
  }
}

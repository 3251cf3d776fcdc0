import Foundation
import TickmarkOptimization
import TickmarkReporting
import TickmarkTypesetting

/// A study as a Markdown page with charts.
struct StudyReport {
  let trials: StudyTrials
  let study: String
  let progress: StudyProgress
  let identity: WorkerIdentity
  let command: String
  /// Who evaluated: "2 workers".
  let workers: String

  private static let mostTrials = 10

  /// Writes the folder, whole or not at all.
  func write(to folder: String, document: Data) throws {
    let charts = [
      "charts/convergence.svg": ConvergenceChart(trials).svg,
      "charts/parallel-coordinates.svg": ParallelCoordinatesChart(trials).svg,
    ].compactMapValues(\.self)
    var files = charts
    files["README.md"] = text(charts: charts.keys.sorted())
    files["study.json"] = String(decoding: document, as: UTF8.self)
    try ReportWriter.write(files, to: folder)
  }

  private func text(charts: [String]) -> String {
    let images = charts.map { "![\($0.split(separator: "/")[1].dropLast(4))](\($0))\n" }
    return ([opening, best] + images + [importance, walkForward, surroundings]).filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private var opening: String {
    let objectives = trials.scenario.objectives.map(\.rawValue).joined(separator: ", ")
    var text = "# Study \(Markdown.code(study)): \(Markdown.code(trials.scenario.strategy.name))\n\n"
    text += "\(trials.complete.count) complete trials (\(trials.duplicates) more were answered by an equal one), "
    text += "\(trials.pruned) pruned, \(trials.failed) failed; looking for \(objectives).\n"
    return text
  }

  private var best: String {
    let names = trials.scenario.space.parameters.map(\.name)
    var columns = [MarkdownTable.Column(title: "trial", isRightAligned: true)]
    columns += names.map { MarkdownTable.Column(title: $0, isRightAligned: true) }
    columns += trials.scenario.objectives.map { MarkdownTable.Column(title: $0.rawValue, isRightAligned: true) }
    if !trials.scenario.constraints.isEmpty { columns.append(MarkdownTable.Column(title: "constraints")) }
    var table = MarkdownTable(columns: columns)
    for trial in trials.ranked.prefix(Self.mostTrials) {
      let shown = trial.point.map { trials.scenario.space.shown($0) } ?? [:]
      var cells = ["\(trial.number)"] + names.map { name in shown[name].map { "\($0)" } ?? "" }
      cells += trial.values.map(StudyText.value)
      if !trials.scenario.constraints.isEmpty { cells.append(trial.notes.isFeasible ? "kept" : "broken") }
      table.append(cells)
    }
    return "## Best trials\n\n\(table.text)"
  }

  private var importance: String {
    guard let importances = trials.importances else { return "" }
    var table = MarkdownTable(columns: [
      MarkdownTable.Column(title: "parameter"), MarkdownTable.Column(title: "goes with", isRightAligned: true),
    ])
    for (name, share) in importances { table.append([Markdown.code(name), "\(Int((100 * share).rounded())) %"]) }
    return """
      ## Importance

      How much of the differences between the trials' ranks goes with each parameter alone (ε²); what only several together do
      belongs to none.

      \(table.text)
      """
  }

  private var walkForward: String {
    let windows = trials.windows
    guard !windows.isEmpty else { return "" }
    var table = MarkdownTable(columns: [
      MarkdownTable.Column(title: "window", isRightAligned: true),
      MarkdownTable.Column(title: "best trial in sample", isRightAligned: true),
      MarkdownTable.Column(title: "in sample", isRightAligned: true),
      MarkdownTable.Column(title: "out of sample", isRightAligned: true),
    ])
    for (index, window) in windows.enumerated() {
      table.append([
        "\(index)", "\(window.trial.number)", StudyText.value(window.inSample), StudyText.value(window.outOfSample),
      ])
    }
    let count = Double(windows.count)
    let (inSample, outOfSample) = windows.reduce((0.0, 0.0)) {
      ($0.0 + $1.inSample / count, $0.1 + $1.outOfSample / count)
    }
    return """
      ## Walk forward

      The trial that each window would have chosen by what is in sample, and what it came to in the days after: on average
      \(StudyText.value(outOfSample)) where \(StudyText.value(inSample)) was seen.

      \(table.text)
      """
  }

  private var surroundings: String {
    """
    ## How it was made

    - \(progress.finished) trials in \(StudyText.value(progress.seconds)) s by \(workers): \(Int(progress.rate)) a second
    - Prices: SHA-256 `\(identity.data.prefix(16))…`; program: `\(identity.code.prefix(16))…`

    ```sh
    \(command)
    ```

    """
  }
}

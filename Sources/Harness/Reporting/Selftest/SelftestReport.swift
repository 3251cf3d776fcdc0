import Foundation
public import TickmarkSelftest
import TickmarkTypesetting

/// The page on how often the gate was right.
public enum SelftestReport {
  static let chartPath = "charts/power.svg"

  /// The page's files by their path in its folder.
  public static func files(_ record: SelftestRecord) throws(ReportingError) -> [String: String] {
    let chart = PowerChart(record).svg
    var files = ["README.md": text(record, hasChart: chart != nil)]
    files[chartPath] = chart
    files["selftest.json"] = try JSONReport.text(record)
    return files
  }

  /// Writes the page to a folder, whole or not at all.
  public static func write(_ record: SelftestRecord, to path: String) throws(ReportingError) {
    try ReportWriter.write(files(record), to: path)
  }

  /// The page's tables, for a terminal.
  public static func table(_ record: SelftestRecord) -> String {
    (demands(record) + "\n" + rows(record)).replacing("## ", with: "").replacing("*", with: "")
  }

  static func text(_ record: SelftestRecord, hasChart: Bool) -> String {
    let sections = [
      opening(record), demands(record), hasChart ? "![Slowdowns that the gate saw](\(chartPath))\n" : "",
      rows(record), surroundings(record), "## Reproduce\n\n```sh\n\(record.command ?? "tickmark selftest")\n```\n",
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func opening(_ record: SelftestRecord) -> String {
    let demands = SelftestDemand.all(of: record)
    let met = demands.count(where: \.isMet)
    let comparisons = record.rows.reduce(0) { $0 + $1.comparisons }
    return """
      # How often is this gate right?

      **\(met) of \(demands.count) demands met**, over \(comparisons) comparisons in \(record.gates.all) gates.

      The gate that `ab` and `gate` use was run on work whose truth is known: the same code on both sides, and the same code
      with more work on one. A row is *flagged* where it was judged changed and was seen again in fresh processes with its
      sides exchanged.

      """
  }

  private static func demands(_ record: SelftestRecord) -> String {
    var table = MarkdownTable("Demand", "Must", ">Measured", ">Counted", "")
    for demand in SelftestDemand.all(of: record) {
      table.append([demand.text, must(demand), measured(demand), counted(demand), demand.isMet ? "✓" : "✗"])
    }
    return table.isEmpty ? "" : "## Demands\n\n\(table.text)"
  }

  private static func must(_ demand: SelftestDemand) -> String {
    let (least, most) = (demand.range.lowerBound, demand.range.upperBound)
    switch demand.measured {
    case .value(_, let unit): return "at most \(Decimals.trimmed(most, 3)) \(unit)"
    case .share where least == 0: return "at most \(Units.percent(most))"
    case .share where most == 1: return "at least \(Units.percent(least))"
    case .share: return "\(Units.percent(least)) to \(Units.percent(most))"
    }
  }

  private static func measured(_ demand: SelftestDemand) -> String {
    switch demand.measured {
    case .share(let hits, let count): Units.percent(Double(hits) / Double(count))
    case .value(let value, let unit): "\(Decimals.fixed(value, 3)) \(unit)"
    }
  }

  /// What a share was counted on.
  public static func counted(_ demand: SelftestDemand) -> String {
    switch demand.measured {
    case .share(let hits, let count): "\(hits) of \(count)"
    case .value: ""
    }
  }

  private static func rows(_ record: SelftestRecord) -> String {
    var table = MarkdownTable(
      "Work", ">More work", ">Margin", "Among", ">Comparisons", ">Flagged", ">Suspects", ">Undecided", ">Time each",
      ">Median estimate", ">Deviation of estimates", ">95 % intervals that held", ">Wider ones")
    for row in record.rows {
      table.append([
        row.kind, Units.percent(row.effect), "±\(Units.percent(row.margin))",
        row.besidePlanted ? "slowed rows" : "identical rows", "\(row.comparisons)",
        share(row.flagged, row), share(row.suspects, row), share(row.undecided, row),
        Units.quantity(row.secondsPerComparison, unit: "s"), Units.change(row.medianRatio),
        row.comparisons > 1 ? "\(Decimals.fixed(row.deviationPoints, 3)) points" : Decimals.absent,
        row.coverage.map(Units.percent) ?? Decimals.absent,
        row.coverageOfWider.map(Units.percent) ?? Decimals.absent,
      ])
    }
    return """
      ## Everything that was compared

      *Time each* holds starts of processes and confirmations. *Deviation* is that of the estimates, in percentage points.
      The 95 % intervals are those of the first look: across processes, and the wider ones that rows are judged by.

      \(table.text)
      """
  }

  private static func share(_ count: Int, _ row: SelftestRecord.Row) -> String {
    "\(count) (\(Units.percent(Double(count) / Double(max(row.comparisons, 1)))))"
  }

  private static func surroundings(_ record: SelftestRecord) -> String {
    let gates = record.gates
    var lines = [
      "Machine: \(Markdown.code(record.machine.class)), \(record.machine.cores) cores, build for "
        + "\(record.machine.instructionSet), load \(Decimals.fixed(record.machine.loadBefore, 2)) → "
        + "\(Decimals.fixed(record.machine.loadAfter, 2)), with \(record.busyProcesses) processes of its own that kept "
        + "a core busy each.",
      "Commit: \(Markdown.code(String(record.commit.prefix(12))))\(record.dirty ? ", with changes that are not committed" : ""), "
        + "\(record.started), \(Units.quantity(record.seconds, unit: "s")) in all.",
      "The control fired in \(gates.unfit) of \(gates.all) gates: no row of theirs was judged.",
    ]
    lines += record.notes.map(Markdown.prose)
    return "## Where\n\n" + lines.map { "- \($0)\n" }.joined()
  }
}

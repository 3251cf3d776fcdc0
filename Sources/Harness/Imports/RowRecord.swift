import Glibc
import TickmarkBaselines
import TickmarkStatistics

/// Makes a row of a run file from what another tool measured.
///
/// There is no yardstick in foreign files: the nanosecond stands in for one, so that a row's times are compared as they are.
/// Where the tool ran several processes each is one of ours. Where all samples come from one, consecutive ones are put
/// together in up to twenty batches and each counts as a process: neighbours resemble each other, and batches much less
/// (batch means: A. Law and W. Kelton, "Simulation Modeling and Analysis", on the median here).
enum RowRecord {
  static let batches = 20
  /// Samples of a row that are kept; of more, evenly spaced ones. Medians are of all.
  static let keptSamples = 10_000

  /// - Precondition: every list of samples has some, all of them finite and above 0.
  static func record(_ row: ForeignRow, named name: RowNames.Name) -> CaseRecord {
    let groups = row.processes.count > 1 ? row.processes : batched(row.processes.first ?? [])
    let kind = CaseRecord.nanosecondKind
    let processes = groups.map { samples in
      let median = Quantile.median(of: samples) ?? .nan
      return ProcessRecord(
        median: median, yardsticks: [kind: log(median)], rounds: row.rounds ?? samples.count, discarded: 0)
    }
    let logs = processes.compactMap { $0.yardsticks[kind] }
    var metrics = counts(row.counts)
    metrics["wall"] = wall(row, groups)
    if let median = Quantile.median(of: row.processor) {
      metrics["cpu"] = MetricRecord(unit: "ns", median: median, reason: "the tool's own; without an interval")
    }
    return CaseRecord(
      case: name.id, suite: name.suite, variant: name.variant, rows: row.elements ?? 0, metrics: metrics,
      yardsticks: [kind: exp(Dispersion.mean(of: logs) ?? 0)], throughput: row.throughput,
      agreement: AgreementRecord(class: "not checked: another tool's", largestError: 0), speedup: nil,
      processes: processes, floor: Floor.ofOtherTools, kind: kind)
  }

  /// Up to twenty lists of neighbours, as even as can be.
  static func batched(_ samples: [Double]) -> [[Double]] {
    let count = min(batches, samples.count)
    return (0..<count).map { Array(samples[samples.count * $0 / count..<samples.count * ($0 + 1) / count]) }
  }

  private static func wall(_ row: ForeignRow, _ groups: [[Double]]) -> MetricRecord {
    let all = row.processes.flatMap { $0 }
    var metric = MetricRecord(
      unit: "ns", median: Quantile.median(of: groups.compactMap { Quantile.median(of: $0) }), interval: row.interval,
      samples: thinned(all))
    if groups.count > 1 {
      let logs = groups.map { PairedLogRatio(logRatios: $0.map { log($0) }) }
      let bounds = HierarchicalInterval(processes: logs).wider(confidence: RunRecorder.shownConfidence).exponentiated
      // Two samples that are worlds apart have no bound that is a number.
      if bounds.lower > 0, bounds.upper.isFinite { metric.interval = [bounds.lower, bounds.upper] }
    }
    if metric.interval == nil { metric.reason = "an interval needs two processes or samples that resemble each other" }
    return metric
  }

  private static func thinned(_ samples: [Double]) -> [Double] {
    guard samples.count > keptSamples else { return samples }
    return (0..<keptSamples).map { samples[samples.count * $0 / keptSamples] }
  }

  /// Exact counts: the same in every repetition, or there is none.
  private static func counts(_ counts: [String: [Double]]) -> [String: MetricRecord] {
    var metrics: [String: MetricRecord] = [:]
    for (metric, values) in counts {
      guard let least = values.min(), let most = values.max() else { continue }
      let unit = metric.hasSuffix("Bytes") ? "bytes" : "count"
      metrics[metric] =
        least == most
        ? MetricRecord(unit: unit, median: least)
        : MetricRecord(
          unit: unit, median: nil, interval: [least, most],
          reason: "not exact: it differs between \(values.count) repetitions")
    }
    return metrics
  }
}

import Glibc
public import TickmarkMeasurement
import TickmarkStatistics

/// Turns what the fresh processes of a case reported into one record a variant.
public enum RunRecorder {
  /// The confidence of the intervals that a record shows; a gate uses its own, stricter one.
  public static var shownConfidence: Double { 0.95 }

  /// - Precondition: at least one report, all of the same case.
  public static func records(of reports: [ProcessReport]) -> [CaseRecord] {
    guard let first = reports.first else { preconditionFailure("a case has at least one process") }
    return first.variants.indices.map { record(variant: $0, first, reports) }
  }

  private static func record(variant: Int, _ first: ProcessReport, _ reports: [ProcessReport]) -> CaseRecord {
    let times = reports.map { $0.variants[variant] }
    let disagreement = times.compactMap(\.disagreement).first
    let agreement = AgreementRecord(
      class: first.agreement, largestError: times.map(\.largestError).max() ?? 0, disagreement: disagreement)
    let kinds = first.yardsticks.map(\.kind)
    var record = CaseRecord(
      case: "\(first.id)", suite: first.id.suite, variant: first.variants[variant].name, rows: first.elements,
      metrics: [:], yardsticks: [:], throughput: nil, agreement: agreement, speedup: nil, processes: [],
      floor: Floor.of(kinds.first), kind: kinds.first?.rawValue)
    guard disagreement == nil, times.allSatisfy({ !$0.wall.isEmpty }) else { return record }

    record.processes = reports.map { report in
      let wall = report.variants[variant].wall
      let ratios = report.yardsticks.map { PairedLogRatio(a: $0.wall, b: wall).logRatio }
      return ProcessRecord(
        median: rounded(Quantile.median(of: wall) ?? .nan),
        yardsticks: Dictionary(uniqueKeysWithValues: zip(kinds.map(\.rawValue), ratios)), rounds: report.rounds,
        discarded: report.discarded, seconds: report.seconds)
    }
    record.yardsticks = Dictionary(
      uniqueKeysWithValues: kinds.map { kind in
        (kind.rawValue, exp(mean(record.processes.compactMap { $0.yardsticks[kind.rawValue] })))
      })
    record.metrics = metrics(times, reports)
    if let median = record.metrics["wall"]?.median, median > 0 {
      record.throughput = Throughput(value: Double(first.items) / median * 1e9, unit: "\(first.unit)/s")
    }
    if variant > 0 { record.speedup = speedup(of: variant, reports) }
    return record
  }

  private static func metrics(
    _ times: [ProcessReport.VariantTimes], _ reports: [ProcessReport]
  ) -> [String: MetricRecord] {
    let allocations = times.compactMap(\.allocation)
    let usage = times.compactMap(\.usage)
    return [
      "wall": time(times.map(\.wall), keepSamples: true),
      "cpu": time(times.map(\.cpu), keepSamples: false),
      "allocations": counter(allocations.map(\.allocations), unit: "count"),
      "allocatedBytes": counter(allocations.map(\.allocatedBytes), unit: "bytes"),
      "freedBytes": counter(allocations.map(\.freedBytes), unit: "bytes"),
      "peakBytes": counter(allocations.map(\.peakBytes), unit: "bytes"),
      "processCPU": mean(usage.map(\.processCPU), unit: "ns"),
      "pageFaults": mean(usage.map(\.pageFaults), unit: "count"),
      "contextSwitches": mean(usage.map(\.contextSwitches), unit: "count"),
      "residentBytes": MetricRecord(
        unit: "bytes", median: reports.map { Double($0.maximumResidentBytes) }.max(),
        reason: "peak of the whole process with inputs and two outputs; the largest of the fresh processes"),
    ]
  }

  /// A time: the median of the processes' medians, with the interval across processes.
  private static func time(_ processes: [[Double]], keepSamples: Bool) -> MetricRecord {
    let logs = processes.map { PairedLogRatio(logRatios: $0.map { log(max($0, 1e-3)) }) }
    let median = Quantile.median(of: processes.compactMap { Quantile.median(of: $0) })
    var interval: [Double]?
    if logs.count >= 2 {
      let bounds = HierarchicalInterval(processes: logs).wider(confidence: shownConfidence).exponentiated
      interval = [rounded(bounds.lower), rounded(bounds.upper)]
    }
    return MetricRecord(
      unit: "ns", median: median.map(rounded), interval: interval,
      samples: keepSamples ? processes.flatMap { $0.map(rounded) } : nil,
      reason: interval == nil ? "an interval needs two processes" : nil)
  }

  /// A mean over one slice in each process: the median of the processes, and the least and the most.
  private static func mean(_ values: [Double], unit: String) -> MetricRecord {
    guard let median = Quantile.median(of: values), let least = values.min(), let most = values.max() else {
      return MetricRecord(unit: unit, median: nil, reason: "not measured")
    }
    return MetricRecord(
      unit: unit, median: rounded(median), interval: [rounded(least), rounded(most)],
      reason: "mean of one slice in each process; the interval is from the least to the most of the processes")
  }

  /// An exact count: the same in every process, or there is none.
  private static func counter(_ values: [Int], unit: String) -> MetricRecord {
    guard let smallest = values.min(), let largest = values.max() else {
      return MetricRecord(unit: unit, median: nil, reason: "not counted")
    }
    guard smallest == largest else {
      return MetricRecord(
        unit: unit, median: nil, interval: [Double(smallest), Double(largest)],
        reason: "not exact: \(smallest) to \(largest) in \(values.count) processes")
    }
    return MetricRecord(unit: unit, median: Double(smallest))
  }

  private static func speedup(of variant: Int, _ reports: [ProcessReport]) -> PairedRecord? {
    let pairs = reports.map { report in
      PairedLogRatio(a: report.variants[variant].wall, b: report.variants[0].wall)
    }
    guard pairs.count >= 2 else { return nil }
    let estimate = HierarchicalInterval(processes: pairs)
    let bounds = estimate.wider(confidence: shownConfidence).exponentiated
    return PairedRecord(
      against: reports[0].variants[0].name, ratio: estimate.ratio, interval: [bounds.lower, bounds.upper])
  }

  private static func mean(_ values: [Double]) -> Double { Dispersion.mean(of: values) ?? .nan }

  /// To a hundredth of a nanosecond: below that the clock has nothing to say, and files stay half the size.
  private static func rounded(_ nanoseconds: Double) -> Double { (nanoseconds * 100).rounded() / 100 }
}

import Glibc
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement
import TickmarkStatistics

/// What the processes of a paired row measured of one side, as a row of a run file.
enum PairedRecords {
  typealias Side = KeyPath<PairReport, PairReport.Side>

  static func record(
    _ id: CaseID, variant: String, of side: Side, in reports: [PairReport], agreement: String
  ) -> CaseRecord {
    let walls = reports.map { $0[keyPath: side].wall }
    let disagreement = reports.lazy.compactMap(\.disagreement).first
    return CaseRecord(
      case: "\(id)", suite: id.suite, variant: variant, rows: id.size.count,
      metrics: [
        "wall": time(walls.flatMap(\.self), keepSamples: true),
        "cpu": time(reports.flatMap { $0[keyPath: side].cpu }, keepSamples: false),
      ], yardsticks: [:], throughput: nil,
      agreement: AgreementRecord(class: agreement, largestError: 0, disagreement: disagreement), speedup: nil,
      processes: [], floor: PairedPlan.smallestMargin)
  }

  /// Samples in nanoseconds with their median and its 95 % interval.
  private static func time(_ values: [Double], keepSamples: Bool) -> MetricRecord {
    guard !values.isEmpty else { return MetricRecord(unit: "ns", median: nil, reason: "nothing was timed") }
    let interval = PairedLogRatio(logRatios: values.map { log(max($0, 1e-3)) }).interval(confidence: 0.95).interval
    let bounds = interval?.exponentiated
    return MetricRecord(
      unit: "ns", median: Quantile.median(of: values), interval: bounds.map { [$0.lower, $0.upper] },
      samples: keepSamples ? values : nil, reason: bounds == nil ? "an interval needs six rounds" : nil)
  }
}

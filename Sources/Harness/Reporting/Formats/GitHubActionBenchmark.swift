import Foundation
import TickmarkTypesetting

extension ReportFormat {
  /// A list of measurements, smaller being better, as `benchmark-action/github-action-benchmark` keeps and charts them
  /// (its tool `customSmallerIsBetter`).
  ///
  /// - Source: that action's README, "customSmallerIsBetter".
  static let githubActionBenchmark = ReportFormat(
    "github-action-benchmark", "benchmark-action/github-action-benchmark, tool customSmallerIsBetter"
  ) { (content) throws(ReportingError) in
    try JSONReport.encoded(
      content.rows.compactMap { row -> Measurement? in
        guard let time = row.nanoseconds else { return nil }
        return Measurement(
          name: row.plainName, unit: time.unit, value: time.value,
          range: time.half.flatMap { $0.isFinite ? $0 : nil }.map { "± " + Decimals.plain($0) },
          extra: row.change.map(TestOutcome.described))
      })
  }

  private struct Measurement: Encodable {
    let name: String
    let unit: String
    let value: Double
    let range: String?
    let extra: String?
  }
}

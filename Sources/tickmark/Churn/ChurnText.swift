import Foundation
import TickmarkSuites

/// A session's summary for people.
struct ChurnText {
  private let summary: ChurnSummary

  init(_ summary: ChurnSummary) { self.summary = summary }

  var text: String { lines.map { $0 + "\n" }.joined() }

  private var lines: [String] {
    [
      "\(summary.allocator), MALLOC_CONF \(summary.settings.map { "'\($0)'" } ?? "not set")",
      Self.line("busy", Self.milliseconds(summary.busyNanoseconds)),
      Self.line("requests", Self.latency(summary.requests)),
      Self.line("first", Self.latency(summary.firstRequests) + " (after a pause)"),
      Self.line("probes", Self.latency(summary.probes) + " (in a pause)"),
      Self.line(
        "peak",
        "\(Self.mebibytes(summary.peakResidentBytes)) resident, "
          + "\(Self.mebibytes(summary.processPeakBytes)) the whole process"),
    ]
      + summary.pauses.enumerated().map { index, pause in
        Self.line(
          "pause \(index + 1)",
          "\(Self.mebibytes(pause.residentBytes)) resident, "
            + "\(Self.mebibytes(pause.processResidentBytes)) the whole process, "
            + "\(Self.mebibytes(pause.allocatedBytes)) allocated")
      } + [Self.line("purges", purges)]
  }

  private var purges: String {
    guard let purges = summary.purges else {
      return summary.plan.purge == .none ? "not asked for" : "none: this build has no jemalloc"
    }
    return "\(purges.count), \(Self.mebibytes(purges.givenBackBytes)) given back, the longest "
      + Self.milliseconds(UInt64(purges.longestNanoseconds))
  }

  private static func line(_ name: String, _ words: String) -> String {
    "  \(name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(words)"
  }

  private static func latency(_ latency: ChurnSummary.Latency?) -> String {
    guard let latency else { return "none" }
    func microseconds(_ nanoseconds: UInt64) -> String { String(format: "%.1f µs", Double(nanoseconds) / 1e3) }
    return
      "\(latency.count): p50 \(microseconds(latency.p50Nanoseconds)), p99 \(microseconds(latency.p99Nanoseconds)), "
      + "most \(microseconds(latency.maxNanoseconds))"
  }

  private static func milliseconds(_ nanoseconds: UInt64) -> String {
    String(format: "%.2f ms", Double(nanoseconds) / 1e6)
  }

  private static func mebibytes(_ bytes: Int?) -> String {
    bytes.map { String(format: "%.1f MiB", Double($0) / 1_048_576) } ?? "unknown"
  }
}

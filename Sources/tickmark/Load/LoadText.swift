import TickmarkLoad
import TickmarkReporting
import TickmarkTypesetting

/// What people read of a load.
enum LoadText {
  static func table(_ results: [LoadResult]) -> String {
    let heads = ["offered /s", "done /s"] + LoadResult.percentages.map { "p\(name($0))" } + ["longest", "errors"]
    var table = MarkdownTable(columns: heads.map { .init(title: $0, isRightAligned: true) })
    for result in results {
      table.append(
        [whole(result.offeredPerSecond), whole(result.completedPerSecond)]
          + LoadResult.percentages.map { time(result.latency.percentile($0)) }
          + [time(result.latency.longest), "\(result.errorCount)"])
    }
    return table.text + results.flatMap(notes).map { "\($0)\n" }.joined()
  }

  /// Latency against rate, a line a percentile.
  static func curve(_ results: [LoadResult]) -> String {
    LatencyChart(
      title: "Latency against offered rate",
      across: unit(results) + " a second",
      series: LoadResult.percentages.map { percentage in
        LatencyChart.Series(
          name: "p\(name(percentage))",
          points: results.compactMap { result in
            result.latency.percentile(percentage).map { (result.offeredPerSecond, $0 * 1e9) }
          })
      }
    ).svg ?? ""
  }

  private static func unit(_ results: [LoadResult]) -> String {
    switch results.first?.kind {
    case .stream: "deliveries"
    case .calls: "updates"
    default: "requests"
    }
  }

  /// 99 or 99.9.
  static func name(_ percentage: Double) -> String {
    percentage == percentage.rounded() ? String(Int(percentage)) : "\(percentage)"
  }

  private static func notes(_ result: LoadResult) -> [String] {
    var notes = result.errors.sorted { $0.key < $1.key }.map { "errors: \($0.key) \($0.value)" }
    if let half = result.hiccups.percentile(50), let most = result.hiccups.percentile(99) {
      notes.append(
        "meanwhile this machine woke an idle thread \(time(half)) late (p50), \(time(most)) (p99), \(time(result.hiccups.longest)) (longest)"
      )
    }
    guard result.kind == .stream else { return notes }
    notes.append("\(result.subscribers) subscribers, \(result.stalled) of them stalled")
    let own = result.subscriberP99.sorted()
    if let least = own.first, let most = own.last {
      notes.append(
        "p99 of single subscribers: \(time(least)) to \(time(most)), median \(time(own[own.count / 2]))")
    }
    if !result.closed.isEmpty {
      let codes = result.closed.sorted { $0.key < $1.key }.map { "\($0.value) with \($0.key)" }
      notes.append("closed by the service: \(codes.joined(separator: ", "))")
    }
    return notes
  }

  private static func whole(_ value: Double) -> String { String(Int(value.rounded())) }
  private static func time(_ seconds: Double?) -> String {
    seconds.map { Units.quantity($0 * 1e9, unit: "ns") } ?? "–"
  }
}

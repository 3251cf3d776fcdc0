import TickmarkBaselines
import TickmarkTypesetting

extension ReportFormat {
  /// Lines as `go test -bench` prints them, one a sample, so that `benchstat` has the distribution.
  ///
  ///     BenchmarkSuite/operation/size/variant-2 1 5300000 ns/op 0 B/op 0 allocs/op
  ///
  /// The number behind the name is that of the machine's cores, as Go's is.
  ///
  /// - Source: Go proposal 14313, "Proposal: Go Benchmark Data Format".
  static let goBenchmark = ReportFormat("go", "Go benchmark text, for benchstat") {
    (content) throws(ReportingError) in
    let run = content.run
    let header = [
      "pkg: tickmark", "cpu: \(run.machine.cpu)", "commit: \(run.commit)\(run.dirty ? "-dirty" : "")",
    ]
    let lines = run.cases.flatMap { GoBenchmark.lines($0, cores: run.machine.cores) }
    return (header + lines).map { $0 + "\n" }.joined()
  }
}

private enum GoBenchmark {
  static func lines(_ record: CaseRecord, cores: Int) -> [String] {
    guard let wall = record.metrics["wall"], wall.unit == "ns" else { return [] }
    let samples = wall.samples ?? wall.median.map { [$0] } ?? []
    let counts = [("allocatedBytes", "B/op"), ("allocations", "allocs/op")].compactMap { metric, unit in
      record.metrics[metric]?.median.flatMap { $0.isFinite ? " \(Decimals.plain($0)) \(unit)" : nil }
    }
    return samples.filter(\.isFinite).map {
      "Benchmark\(name(record))-\(cores) 1 \(Decimals.plain($0)) ns/op\(counts.joined())"
    }
  }

  /// An upper-case letter follows the word, and no space.
  private static func name(_ record: CaseRecord) -> String {
    let name = TextWidth.clean("\(record.case)/\(record.variant)").map { $0.isWhitespace ? "_" : $0 }
    return name.prefix(1).map { $0.uppercased() }.joined() + String(name.dropFirst())
  }
}

extension ReportFormat {
  /// Bencher's metric format: a benchmark a variant of a case, its latency in nanoseconds with the interval's ends, its
  /// throughput and its allocations.
  ///
  /// - Source: Bencher's documentation, "Bencher Metric Format (BMF)".
  static let bencher = ReportFormat("bencher", "Bencher Metric Format, for 'bencher run --adapter json'") {
    (content) throws(ReportingError) in
    var benchmarks: [String: [String: Measure]] = [:]
    for row in content.rows {
      var measures: [String: Measure] = [:]
      if let time = row.nanoseconds {
        let ends = time.interval.flatMap { $0.count == 2 && $0.allSatisfy(\.isFinite) ? $0 : nil }
        measures["latency"] = Measure(value: time.value, lower_value: ends?[0], upper_value: ends?[1])
      }
      measures["throughput"] = Measure(row.after?.throughput?.value)
      measures["allocations"] = Measure(row.after?.metrics["allocations"]?.median)
      if !measures.isEmpty { benchmarks[row.plainName] = measures }
    }
    return try JSONReport.encoded(benchmarks)
  }

  // Names as the format has them.
  private struct Measure: Encodable {
    let value: Double
    var lower_value: Double?
    var upper_value: Double?

    init(value: Double, lower_value: Double?, upper_value: Double?) {
      (self.value, self.lower_value, self.upper_value) = (value, lower_value, upper_value)
    }

    init?(_ value: Double?) {
      guard let value, value.isFinite else { return nil }
      self.value = value
    }
  }
}

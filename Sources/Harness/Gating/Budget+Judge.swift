import TickmarkBaselines
import TickmarkStatistics

extension Budget {
  /// One result for each limit, against a measured record.
  ///
  /// - Parameter pace: of the machine beside its baseline, where there is one.
  func judge(_ record: CaseRecord, machineClass: String, pace: Pace? = nil) -> [BudgetResult] {
    let otherMachine = machine.flatMap { $0 == machineClass ? nil : "holds for \($0), not for \(machineClass)" }
    var results: [BudgetResult] = []
    if let wall {
      let limit = Limit(metric: wallMetric, bound: wall, unit: "ns", atMost: true)
      let (actual, interval) = measuredWall(record)
      let result = judge(record, limit, actual: actual, interval: interval, obstacle: otherMachine)
      results.append(excused(result, limit, by: pace))
    }
    if let throughput {
      let actual = record.throughput
      let limit = Limit(metric: "throughput", bound: throughput, unit: actual?.unit ?? "/s", atMost: false)
      let atMedian = (actual?.value ?? 0) * (record.metrics["wall"]?.median ?? 0)
      let interval = record.metrics["wall"]?.interval.map { $0.reversed().map { atMedian / $0 } }
      let result = judge(record, limit, actual: actual?.value, interval: interval, obstacle: otherMachine)
      results.append(excused(result, limit, by: pace))
    }
    if let speedup {
      let limit = Limit(metric: "speedup", bound: speedup, unit: "×", atMost: false)
      results.append(
        judge(record, limit, actual: record.speedup?.ratio, interval: record.speedup?.interval, obstacle: nil))
    }
    for (metric, bound, unit) in [
      ("allocations", allocations, "count"), ("allocatedBytes", allocatedBytes, "bytes"),
    ] {
      guard let bound else { continue }
      let counter = record.metrics[metric]
      // An exact count is a point; one that varies between processes has its smallest and largest value.
      let interval = counter?.median.map { [$0, $0] } ?? counter?.interval
      let limit = Limit(metric: metric, bound: Double(bound), unit: unit, atMost: true)
      results.append(
        judge(record, limit, actual: counter?.median ?? interval?.last, interval: interval, obstacle: nil))
    }
    return results
  }

  /// What every limit says of a case that should have been measured and was not.
  func unmeasured() -> [BudgetResult] {
    let limits: [(String, Double?, String)] = [
      (wallMetric, wall, "ns"), ("throughput", throughput, "/s"), ("speedup", speedup, "×"),
      ("allocations", allocations.map(Double.init), "count"),
      ("allocatedBytes", allocatedBytes.map(Double.init), "bytes"),
    ]
    return limits.compactMap { metric, bound, unit in
      bound.map {
        BudgetResult(
          case: self.case, variant: variant, metric: metric, limit: $0, actual: nil, interval: nil, unit: unit,
          outcome: .undecided, note: "the case was not measured")
      }
    }
  }

  /// A time that is over its limit only by as much as the whole machine is slower than when the baseline was stored says
  /// nothing of the code: undecided. What would be over it at the old pace too stays broken.
  private func excused(_ result: BudgetResult, _ limit: Limit, by pace: Pace?) -> BudgetResult {
    guard result.outcome == .broken, let pace, pace.factor > Pace.slow, let interval = result.interval else {
      return result
    }
    let isStillOver = limit.atMost ? interval[0] / pace.factor > limit.bound : interval[1] * pace.factor < limit.bound
    guard !isStillOver else { return result }
    var result = result
    result.outcome = .undecided
    result.note = "\(pace.text), when the baseline was stored: the machine is slower, not surely the code"
    return result
  }

  /// `wall`, or `wall.p95`.
  private var wallMetric: String {
    guard let percentile else { return "wall" }
    return percentile == percentile.rounded() ? "wall.p\(Int(percentile))" : "wall.p\(percentile)"
  }

  /// The median with its interval; or the percentile between its two one-sided bounds, each of which holds at 95 %.
  private func measuredWall(_ record: CaseRecord) -> (actual: Double?, interval: [Double]?) {
    let metric = record.metrics["wall"]
    guard let percentile else { return (metric?.median, metric?.interval) }
    let samples = metric?.samples ?? []
    let quantile = percentile / 100
    guard let actual = Quantile.type7(of: samples, at: quantile) else { return (nil, nil) }
    let lower = ToleranceBound.lower(of: samples, quantile: quantile, confidence: 0.95)
    let upper = ToleranceBound.upper(of: samples, quantile: quantile, confidence: 0.95)
    // Too few samples to bound it from above: anything may still be out there.
    return (actual, [lower ?? 0, upper ?? .infinity])
  }

  private struct Limit {
    let metric: String
    let bound: Double
    let unit: String
    let atMost: Bool
  }

  /// Held or broken where the whole interval is on one side of the limit.
  private func judge(
    _ record: CaseRecord, _ limit: Limit, actual: Double?, interval: [Double]?, obstacle: String?
  ) -> BudgetResult {
    var result = BudgetResult(
      case: record.case, variant: record.variant, metric: limit.metric, limit: limit.bound, actual: actual,
      interval: interval, unit: limit.unit, outcome: .undecided, note: obstacle)
    guard obstacle == nil else { return result }
    guard actual != nil, let interval, interval.count == 2 else {
      let reason = record.metrics[limit.metric]?.reason
      result.note = record.agreement.disagreement ?? reason ?? "not measured, or without an interval"
      return result
    }
    let worst = limit.atMost ? interval[1] <= limit.bound : interval[0] >= limit.bound
    let best = limit.atMost ? interval[0] <= limit.bound : interval[1] >= limit.bound
    result.outcome = worst ? .held : best ? .undecided : .broken
    if result.outcome == .undecided { result.note = "the interval reaches across the limit; measure longer" }
    // A bound that the samples do not give cannot be written down.
    if !interval.allSatisfy(\.isFinite) { result.interval = nil }
    return result
  }
}

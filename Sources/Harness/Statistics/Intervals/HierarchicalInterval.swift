/// How much longer `b` takes than `a`, across fresh processes with several rounds in each.
///
///     logRatio = mean over processes of (median over the process's rounds of log(b/a))
///
/// Rounds of one process share its memory layout, and neighbours in time resemble each other; processes are independent.
/// So the spread of the processes' medians carries the whole error, whatever its source: T. Kalibera and R. Jones,
/// "Rigorous benchmarking in reasonable time", ISMM 2013.
///
/// - Units: logarithms of ratios; `exponentiated` gives ratios.
/// - Complexity: O(`p` log `p` + `n` log `n`) for `p` processes and `n` rounds in all.
public struct HierarchicalInterval: Sendable {
  public let processes: [PairedLogRatio]
  /// The mean of the processes' medians.
  public let logRatio: Double
  /// The standard error of that mean, from the spread of the processes' medians.
  public let standardError: Double

  /// - Precondition: at least two processes.
  public init(processes: [PairedLogRatio]) {
    precondition(processes.count >= 2, "a spread across processes needs at least two of them")
    let medians = processes.map(\.logRatio)
    self.processes = processes
    logRatio = Dispersion.mean(of: medians) ?? 0
    standardError = (Dispersion.standardDeviation(of: medians) ?? 0) / Double(medians.count).squareRoot()
  }

  public var ratio: Double { Elementary.exp(logRatio) }
  /// One log-ratio a process, in the order given.
  public var processLogRatios: [Double] { processes.map(\.logRatio) }
  public var rounds: Int { processes.reduce(0) { $0 + $1.rounds } }
  public var degreesOfFreedom: Double { Double(processes.count - 1) }

  /// The Student-t interval of the mean: `logRatio ± t(1 − α/2; p − 1) · standardError`.
  ///
  /// Medians of a dozen rounds are near enough to normal that this keeps its confidence from two processes upward:
  /// 94.9 to 95.1 % at 95 %, simulated, with rounds correlated at 0.3. The median of few skewed log-ratios is a little
  /// biased, which many processes bring to light: 15 exponential rounds in 20 processes give 93.5 %, 101 rounds 94.8 %.
  /// Where all medians are equal to the last bit it is a single point: another reason to take the wider of two.
  public func studentT(confidence: Double) -> Interval {
    let error = errorBeside(confidence)
    let halfWidth = -StudentT.quantile(error / 2, degreesOfFreedom: degreesOfFreedom) * standardError
    return Interval(lower: logRatio - halfWidth, upper: logRatio + halfWidth, confidence: confidence)
  }

  /// The order-statistic interval of the processes' medians, which one odd process cannot stretch.
  ///
  /// 95 % takes six processes, 99.9 % eleven; below, the answer says so.
  public func orderStatistic(
    confidence: Double, method: MedianInterval.Method = .interpolated
  ) -> IntervalEstimate {
    MedianInterval.of(processLogRatios, confidence: confidence, method: method)
  }

  /// The order-statistic interval of all rounds taken as one sample.
  ///
  /// It knows nothing of differences between processes: a floor for the width, not an interval to decide by alone.
  public func pooledWithin(confidence: Double, method: MedianInterval.Method = .interpolated) -> IntervalEstimate {
    MedianInterval.of(processes.flatMap(\.logRatios), confidence: confidence, method: method)
  }

  /// The wider of the Student-t interval and the pooled one: what a gate decides by.
  ///
  /// The t interval is narrow by luck where few processes happen to agree; the rounds then speak for the width. Covers
  /// more often than asked where processes do not differ: simulated, at 95 %, 97.7 % for five of them and 99.3 % for two.
  public func wider(confidence: Double) -> Interval {
    let across = studentT(confidence: confidence)
    guard let within = pooledWithin(confidence: confidence).interval else { return across }
    return .wider(of: across, within)
  }

  /// The two-sided p-value of the Student-t interval: the smallest error at which it excludes `hypothesis`.
  ///
  /// 1 where the medians are all equal to `hypothesis`, 0 where they are all equal to something else.
  public func pValue(against hypothesis: Double = 0) -> Double {
    precondition(hypothesis.isFinite, "a hypothesis has to be a finite log-ratio")
    return twoSidedPValue(
      difference: logRatio - hypothesis, standardError: standardError, degreesOfFreedom: degreesOfFreedom)
  }
}

/// `P(|T| ≥ |difference| / standardError)`, with the limits where there is no spread.
func twoSidedPValue(difference: Double, standardError: Double, degreesOfFreedom: Double) -> Double {
  if difference == 0 { return 1 }
  if standardError == 0 { return 0 }
  return min(1, 2 * StudentT.upperTail(abs(difference) / standardError, degreesOfFreedom: degreesOfFreedom))
}

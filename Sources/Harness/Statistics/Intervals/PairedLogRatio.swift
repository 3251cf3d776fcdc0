/// How much longer `b` takes than `a`, from rounds in which both were timed.
///
///     logRatio = median over rounds of log(b[i] / a[i]),   ratio = exp(logRatio)
///
/// What disturbs a round disturbs both sides, and cancels in their ratio.
///
/// - Units: none. `ratio` above 1: `b` is slower. The unit of `a` and `b` has to be the same, whichever it is.
/// - Symmetry: exchanging `a` and `b` gives the reciprocal ratio and interval.
/// - Complexity: O(`n` log `n`) once; O(√`n` log `n`) an interval.
public struct PairedLogRatio: Sendable {
  /// One log(b/a) a round, in the order of the rounds.
  public let logRatios: [Double]
  /// The median of the log-ratios.
  public let logRatio: Double
  private let sorted: [Double]

  /// - Precondition: the lists are equally long and not empty; all samples are positive and finite.
  public init(a: [Double], b: [Double]) {
    precondition(a.count == b.count, "paired samples come in equal numbers: one of each a round")
    let areTimes = a.allSatisfy { $0 > 0 && $0.isFinite } && b.allSatisfy { $0 > 0 && $0.isFinite }
    precondition(areTimes, "a ratio needs positive, finite samples")
    self.init(logRatios: zip(a, b).map { Elementary.log($1 / $0) })
  }

  /// From log-ratios that were taken elsewhere.
  ///
  /// - Precondition: there is at least one, and all are finite.
  public init(logRatios: [Double]) {
    precondition(!logRatios.isEmpty, "no rounds, no ratio")
    precondition(logRatios.allSatisfy(\.isFinite), "a log-ratio has to be finite")
    self.logRatios = logRatios
    sorted = logRatios.sorted()
    logRatio = Quantile.type7(ofSorted: sorted, at: 0.5) ?? sorted[0]
  }

  public var rounds: Int { logRatios.count }
  public var ratio: Double { Elementary.exp(logRatio) }

  /// The interval of the log-ratio within this process: it assumes independent rounds and knows nothing of other processes.
  public func interval(confidence: Double, method: MedianInterval.Method = .interpolated) -> IntervalEstimate {
    MedianInterval.ofSorted(sorted, confidence: confidence, method: method)
  }

  /// The probability of rounds at least this lopsided if the log-ratio were `hypothesis`: the sign test.
  ///
  /// It is the interval turned round: the exact interval excludes a value just where this is below its error.
  public func pValue(against hypothesis: Double = 0) -> Double {
    SignTest.pValue(of: logRatios, against: hypothesis)
  }

  /// How much a round resembles the one before it; far from 0, only intervals across processes can be trusted.
  public var lag1: Double? { Autocorrelation.lag1(of: logRatios) }
}

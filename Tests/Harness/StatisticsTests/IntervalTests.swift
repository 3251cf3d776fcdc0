import Foundation
import Testing

@testable import TickmarkStatistics

@Suite struct IntervalTests {
  let oracle: Oracle
  init() throws { oracle = try Oracle.load() }

  @Test func `median intervals agree with the oracle, and so does what they achieve`() throws {
    for row in oracle.medianIntervals {
      let exact = try #require(MedianInterval.exact(of: row.samples, confidence: row.confidence).interval)
      #expect([exact.lower, exact.upper] == row.exact, "n = \(row.samples.count), \(row.confidence)")
      #expect(agree(exact.confidence, row.achieved, within: 1e-12))
      let between = try #require(MedianInterval.interpolated(of: row.samples, confidence: row.confidence).interval)
      #expect(agree(between.lower, row.interpolated[0]) && agree(between.upper, row.interpolated[1]))
    }
  }

  @Test func `five samples say that they cannot reach 95 %, and what they can`() {
    #expect(MedianInterval.exact(of: [1, 2, 3, 4, 5], confidence: 0.95) == .unreachable(bestConfidence: 0.9375))
    #expect(MedianInterval.interpolated(of: [1, 2], confidence: 0.95) == .unreachable(bestConfidence: 0.5))
    #expect(MedianInterval.exact(of: [1], confidence: 0.1) == .unreachable(bestConfidence: 0))
    #expect(MedianInterval.exact(of: [], confidence: 0.1) == .unreachable(bestConfidence: 0))
  }

  @Test(arguments: 2...60) func `the exact interval is the narrowest that keeps its confidence`(count: Int) throws {
    let ranks = (1...count).map(Double.init)
    let best = 1 - exp2(1 - Double(count))
    for confidence in [0.5, 0.9, 0.95, 0.999] where confidence <= best {
      let exact = try #require(MedianInterval.exact(of: ranks, confidence: confidence).interval)
      #expect(exact.confidence >= confidence)
      let narrower = 1 - 2 * Binomial.cumulative(Int(exact.lower), trials: count, probability: 0.5)
      #expect(narrower < confidence)
    }
  }

  @Test(arguments: 2...60)
  func `the interpolated interval lies inside the exact one, around the median`(count: Int) throws {
    var source = SplitMix64(seed: UInt64(count))
    let samples = (0..<count).map { _ in source.nextUnit() }
    let median = try #require(Quantile.median(of: samples))
    for confidence in [0.3, 0.8, 0.95, 0.999] {
      guard let exact = MedianInterval.exact(of: samples, confidence: confidence).interval else { continue }
      let between = try #require(MedianInterval.interpolated(of: samples, confidence: confidence).interval)
      #expect(exact.lower <= between.lower && between.upper <= exact.upper)
      #expect(between.contains(median) && exact.contains(median))
    }
  }

  @Test func `an interval at exactly the best confidence is reached`() {
    #expect(MedianInterval.exact(of: [1, 2, 3, 4, 5, 6], confidence: 0.96875).interval?.confidence == 0.96875)
  }

  @Test func `exchanging the two sides gives the reciprocal`() throws {
    let row = try #require(oracle.processes.last)
    let forth = PairedLogRatio(a: row.a[0], b: row.b[0])
    let back = PairedLogRatio(a: row.b[0], b: row.a[0])
    #expect(agree(forth.ratio * back.ratio, 1, within: 1e-14))
    let interval = try #require(forth.interval(confidence: 0.95).exponentiated.interval)
    let mirrored = try #require(back.interval(confidence: 0.95).exponentiated.interval)
    #expect(agree(interval.lower * mirrored.upper, 1, within: 1e-14))
    #expect(agree(interval.upper * mirrored.lower, 1, within: 1e-14))
  }

  @Test func `the same samples on both sides give a ratio of one and an interval of no width`() {
    let same = PairedLogRatio(a: [1, 2, 3, 4, 5, 6, 7], b: [1, 2, 3, 4, 5, 6, 7])
    #expect(same.ratio == 1)
    #expect(same.interval(confidence: 0.95).interval?.width == 0)
    #expect(same.pValue() == 1)
  }

  @Test func `a disturbance that hits both sides of a round cancels`() {
    let quiet = PairedLogRatio(a: [1, 2, 4], b: [2, 4, 8])
    let disturbed = PairedLogRatio(a: [1, 2_000, 4], b: [2, 4_000, 8])
    #expect(quiet.logRatio == disturbed.logRatio)
  }

  @Test func `intervals across processes agree with the oracle`() throws {
    for row in oracle.processes {
      let processes = zip(row.a, row.b).map { PairedLogRatio(a: $0, b: $1) }
      let all = HierarchicalInterval(processes: processes)
      for (actual, expected) in zip(all.processLogRatios, row.medians) { #expect(agree(actual, expected)) }
      #expect(agree(all.logRatio, row.mean))
      #expect(agree(all.pValue(against: row.hypothesis), row.pValue))
      for (confidence, bounds) in row.intervals {
        let interval = all.studentT(confidence: try #require(Double(confidence)))
        #expect(agree(interval.lower, bounds[0]) && agree(interval.upper, bounds[1]), "\(confidence)")
      }
    }
  }

  @Test func `Welch's interval agrees with the oracle`() {
    for row in oracle.unpaired {
      let comparison = UnpairedLogRatio(a: row.a, b: row.b)
      let interval = comparison.interval(confidence: 0.95)
      #expect(agree(comparison.logRatio, row.logRatio))
      #expect(agree(comparison.degreesOfFreedom, row.degreesOfFreedom))
      #expect(agree(comparison.pValue(), row.pValue))
      #expect(agree(interval.lower, row.interval[0]) && agree(interval.upper, row.interval[1]))
    }
  }

  @Test func `Yuen's trimmed interval agrees with the oracle`() {
    for row in oracle.trimmed {
      let comparison = UnpairedLogRatio(logsOfA: row.a, logsOfB: row.b, trimming: 0.2)
      let interval = comparison.interval(confidence: 0.95)
      #expect(agree(comparison.logRatio, row.logRatio))
      #expect(agree(comparison.degreesOfFreedom, row.degreesOfFreedom))
      #expect(agree(comparison.pValue(), row.pValue))
      #expect(agree(interval.lower, row.interval[0]) && agree(interval.upper, row.interval[1]))
    }
  }

  @Test func `tolerance bounds are the order statistics that scipy's binomial names`() {
    for row in oracle.tolerance {
      let (samples, quantile, confidence) = (row.samples, row.quantile, row.confidence)
      #expect(ToleranceBound.upper(of: samples, quantile: quantile, confidence: confidence) == row.upper, "\(quantile)")
      #expect(ToleranceBound.lower(of: samples, quantile: quantile, confidence: confidence) == row.lower, "\(quantile)")
    }
    #expect(oracle.tolerance.contains { $0.upper == nil } && oracle.tolerance.contains { $0.upper != nil })
  }

  @Test func `one process with bad luck hardly moves a trimmed estimate`() {
    let calm = (0..<10).map { 1 + 0.001 * Double($0) }
    let struck = calm.dropLast() + [9]
    let trimmed = UnpairedLogRatio(logsOfA: calm, logsOfB: Array(struck), trimming: 0.2)
    let plain = UnpairedLogRatio(logsOfA: calm, logsOfB: Array(struck))
    #expect(abs(trimmed.logRatio) < 0.001)
    #expect(plain.logRatio > 0.5)
    #expect(plain.interval(confidence: 0.95).width > 10 * trimmed.interval(confidence: 0.95).width)
  }

  @Test func `two sides without any spread differ for certain, or not at all`() {
    let different = UnpairedLogRatio(a: [1, 1], b: [2, 2, 2])
    #expect(different.pValue() == 0 && different.interval(confidence: 0.95).width == 0)
    #expect(different.degreesOfFreedom == 3)
    #expect(UnpairedLogRatio(a: [1, 1], b: [1, 1, 1]).pValue() == 1)
  }

  @Test(arguments: [0.9, 0.95, 0.999])
  func `a p-value falls below the error just where the interval ends`(confidence: Double) throws {
    let row = try #require(oracle.processes.last)
    let all = HierarchicalInterval(processes: zip(row.a, row.b).map { PairedLogRatio(a: $0, b: $1) })
    let apart = UnpairedLogRatio(a: row.a[0], b: row.b[0])
    #expect(agree(all.pValue(against: all.studentT(confidence: confidence).upper), 1 - confidence))
    #expect(agree(apart.pValue(against: apart.interval(confidence: confidence).lower), 1 - confidence))
    let one = all.processes[0]
    let exact = try #require(one.interval(confidence: confidence, method: .exact).interval)
    #expect(one.pValue(against: exact.upper.nextDown) > 1 - confidence)
    #expect(one.pValue(against: exact.upper.nextUp) <= 1 - confidence)
  }

  @Test func `the wider interval is the one across processes where they disagree, the pooled one where they agree`() {
    let rounds = (0..<20).map { Double($0 % 5) }
    func processes(_ offsets: [Double]) -> HierarchicalInterval {
      HierarchicalInterval(processes: offsets.map { offset in PairedLogRatio(logRatios: rounds.map { $0 + offset }) })
    }
    let apart = processes([0, 10, 20, 30])
    #expect(apart.wider(confidence: 0.95) == apart.studentT(confidence: 0.95))
    let together = processes([0, 0, 0, 0])
    #expect(together.studentT(confidence: 0.95).width == 0)
    #expect(together.wider(confidence: 0.95) == together.pooledWithin(confidence: 0.95).interval)
    #expect(together.wider(confidence: 0.95).width > 0)
  }

  @Test func `four processes have no order-statistic interval at 95 %, six have one`() {
    func processes(_ count: Int) -> HierarchicalInterval {
      HierarchicalInterval(processes: (0..<count).map { PairedLogRatio(logRatios: [Double($0)]) })
    }
    #expect(processes(4).orderStatistic(confidence: 0.95) == .unreachable(bestConfidence: 0.875))
    #expect(processes(6).orderStatistic(confidence: 0.95).interval != nil)
  }

  @Test func `a caller's mistake stops the process`() async {
    await #expect(processExitsWith: .failure) { _ = PairedLogRatio(a: [1, 2], b: [1]) }
    await #expect(processExitsWith: .failure) { _ = PairedLogRatio(a: [1, 0], b: [1, 1]) }
    await #expect(processExitsWith: .failure) { _ = MedianInterval.exact(of: [1, 2], confidence: 1) }
    await #expect(processExitsWith: .failure) { _ = UnpairedLogRatio(a: [1], b: [1, 2]) }
    await #expect(processExitsWith: .failure) {
      _ = HierarchicalInterval(processes: [PairedLogRatio(logRatios: [0])])
    }
  }
}

@Suite struct ProportionIntervalTests {
  @Test(arguments: [
    (0, 10, 0, 0.277532), (5, 10, 0.236593, 0.763407), (10, 10, 0.722467, 1), (81, 263, 0.255280, 0.366230),
  ])
  func `a score interval has the published bounds`(successes: Int, trials: Int, lower: Double, upper: Double) {
    let interval = ProportionInterval.of(successes, of: trials)
    #expect(abs(interval.lower - lower) < 5e-5 && abs(interval.upper - upper) < 5e-5, "\(interval)")
  }

  @Test(arguments: [1, 7, 100, 20_000]) func `it holds the share, lies in the unit interval and mirrors`(trials: Int) {
    for successes in stride(from: 0, through: trials, by: max(1, trials / 13)) {
      let interval = ProportionInterval.of(successes, of: trials)
      let mirrored = ProportionInterval.of(trials - successes, of: trials)
      #expect(interval.contains(Double(successes) / Double(trials)))
      #expect(interval.lower >= 0 && interval.upper <= 1 && interval.width > 0)
      #expect(abs(interval.lower - (1 - mirrored.upper)) < 1e-12)
    }
  }
}

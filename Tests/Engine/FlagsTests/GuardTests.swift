import Foundation
import Synchronization
import Testing
import TickmarkAgreement

@testable import TickmarkFlags

@Suite struct GuardTests {
  struct Broken: Error {}

  private let time = WorkClock()

  private func plan(share: Double = 1, margin: Double = 0.05, cost: Double? = nil) throws -> GuardPlan {
    try GuardPlan(
      for: Sample.speed, control: "scalar", candidate: "fused", share: share, margin: margin, maximumCost: cost)
  }

  /// A call whose sides take so long and give these values.
  private func call(
    _ watch: Guard, _ control: (value: Double, takes: UInt64), _ candidate: (value: Double, takes: UInt64),
    _ agreement: Agreement = .exact
  ) -> Double {
    watch.call(
      agreement,
      control: {
        time.work(control.takes)
        return control.value
      },
      candidate: {
        time.work(candidate.takes)
        return candidate.value
      })
  }

  @Test func `a candidate that agrees and is fast enough serves to the end`() throws {
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock)
    for number in 0..<500 { #expect(call(watch, (Double(number), 100), (Double(number), 105)) == Double(number)) }
    let report = watch.report
    #expect(report.decision == nil)
    #expect(report.calls == 500 && report.shadows == 500 && report.skipped == 0)
    #expect(report.meanRatio == 1.05 && report.medianRatio == 1.05)
    #expect(abs(report.costShare - 100.0 / 105) < 1e-12)
  }

  @Test func `the call that finds a wrong value returns the control's, and later ones run the control alone`() throws {
    let decisions = Mutex<[GuardDecision]>([])
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock) { decision, error in
      #expect(error == nil)
      decisions.withLock { $0.append(decision) }
    }
    for _ in 0..<6 { #expect(call(watch, (1, 100), (1, 50)) == 1) }
    #expect(call(watch, (1, 100), (2, 50)) == 1)
    #expect(call(watch, (3, 100), (4, 50)) == 3)
    let candidateRuns = Atomic<Int>(0)
    _ = watch.call(
      .exact, control: { 1 },
      candidate: {
        candidateRuns.add(1, ordering: .relaxed)
        return 1
      })
    #expect(candidateRuns.load(ordering: .relaxed) == 0)
    let decision = try #require(decisions.withLock { $0 }.first)
    #expect(decisions.withLock { $0.count } == 1)
    #expect(watch.report.decision == decision && watch.report.calls == 9 && watch.report.shadows == 7)
    #expect(decision.reason == .disagreement && decision.place == "")
    #expect(decision.expected == "1.0" && decision.actual == "2.0" && decision.calls == 7 && decision.shadows == 7)
    #expect(decision.time == "2026-01-01T00:00:00Z")
  }

  @Test func `the first differing value is named by its place`() throws {
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock)
    let result = watch.call(.exact, control: { [1.0, 2, 3, 4] }, candidate: { [1.0, 2, 5, 6] })
    #expect(result == [1, 2, 3, 4])
    #expect(watch.report.decision?.finding == "'fused' differs at [2]: expected 3.0, got 5.0")
  }

  @Test func `what the operation's agreement allows is no disagreement`() throws {
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock)
    #expect(call(watch, (1, 10), (1 + 1e-12, 10), .within(relative: 1e-9, absolute: 0)) == 1 + 1e-12)
    #expect(watch.report.decision == nil)
    #expect(call(watch, (1, 10), (1 + 1e-12, 10)) == 1)
    #expect(watch.report.decision?.reason == .disagreement)
  }

  @Test func `a candidate slower than the margin is taken back, and its last result stands`() throws {
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock)
    for _ in 0..<14 { _ = call(watch, (1, 100), (1, 106)) }
    #expect(watch.report.decision == nil)
    #expect(call(watch, (1, 100), (1, 106)) == 1)
    let decision = try #require(watch.report.decision)
    #expect(decision.reason == .slowdown && decision.shadows == 15 && decision.ratio == 1.06)
    #expect(decision.finding == "'fused' took 1.06 times the time of 'scalar'")
  }

  @Test func `a wider margin keeps the same candidate`() throws {
    let watch = try Guard("sample.speed", plan: plan(margin: 0.1), clock: time.clock)
    for _ in 0..<300 { _ = call(watch, (1, 100), (1, 106)) }
    #expect(watch.report.decision == nil)
  }

  @Test func `one outlier of any size does not take a candidate back`() throws {
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock)
    _ = call(watch, (1, 100), (1, 1_000_000_000))
    for _ in 0..<300 { _ = call(watch, (1, 100), (1, 100)) }
    #expect(watch.report.decision == nil)
    #expect(watch.report.medianRatio == 1)
  }

  @Test func `a candidate that throws alone is taken back, and the control's result returned`() throws {
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock)
    let result = try watch.call(
      .exact, control: { () throws(Broken) in 1 }, candidate: { () throws(Broken) in throw Broken() })
    #expect(result == 1)
    #expect(watch.report.decision?.reason == .failure)
    #expect(watch.report.decision?.finding == "'fused' gave the error Broken() where 'scalar' gave a result")
  }

  @Test func `where the control alone throws its error is what the caller gets`() throws {
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock)
    #expect(throws: Broken.self) {
      try watch.call(.exact, control: { () throws(Broken) in throw Broken() }, candidate: { () throws(Broken) in 1 })
    }
    #expect(watch.report.decision?.reason == .failure)
  }

  @Test func `where both throw they agree, and their times count for nothing`() throws {
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock)
    for _ in 0..<50 {
      #expect(throws: Broken.self) {
        try watch.call(
          .exact, control: { () throws(Broken) -> Int in throw Broken() },
          candidate: { () throws(Broken) -> Int in
            time.work(100)
            throw Broken()
          })
      }
    }
    #expect(watch.report.decision == nil && watch.report.shadows == 50 && watch.report.medianRatio == nil)
  }

  @Test func `which side runs first alternates`() throws {
    let watch = try Guard("sample.speed", plan: plan(), clock: time.clock)
    let order = Mutex<[String]>([])
    for _ in 0..<4 {
      _ = watch.call(
        .exact,
        control: {
          order.withLock { $0.append("control") }
          return 1
        },
        candidate: {
          order.withLock { $0.append("candidate") }
          return 1
        })
    }
    #expect(
      order.withLock { $0 } == [
        "control", "candidate", "candidate", "control", "control", "candidate", "candidate", "control",
      ])
  }

  @Test func `a share of the calls is watched, the same calls in every process`() throws {
    let counts = try (0..<2).map { _ in
      let watch = try Guard("sample.speed", plan: plan(share: 0.05), clock: time.clock)
      for _ in 0..<20_000 { _ = call(watch, (1, 100), (1, 100)) }
      return watch.report.shadows
    }
    // Four standard deviations of a fair draw.
    #expect(abs(Double(counts[0]) - 1_000) < 4 * (20_000 * 0.05 * 0.95).squareRoot())
    #expect(counts[0] == counts[1])
  }
}

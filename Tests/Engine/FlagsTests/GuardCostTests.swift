import Testing
import TickmarkAgreement

@testable import TickmarkFlags

/// What shadows may cost is bounded, whatever the control takes.
@Suite struct GuardCostTests {
  private func report(control: UInt64, share: Double, cost: Double, calls: Int) throws -> GuardReport {
    let time = WorkClock()
    let plan = try GuardPlan(
      for: Sample.speed, control: "scalar", candidate: "fused", share: share, margin: 10, maximumCost: cost)
    let watch = Guard("sample.speed", plan: plan, clock: time.clock)
    for _ in 0..<calls {
      _ = watch.call(
        .exact,
        control: {
          time.work(control)
          return 1
        },
        candidate: {
          time.work(100)
          return 1
        })
    }
    return watch.report
  }

  @Test(arguments: [UInt64(10), 100, 800, 10_000], [0.01, 0.2, 1])
  func `shadows add no more than their bound, but for the first`(control: UInt64, share: Double) throws {
    let calls = 5_000
    let report = try report(control: control, share: share, cost: 0.03, calls: calls)
    let first = Double(control) / (100 * Double(calls))
    #expect(report.costShare <= 0.03 + first, "\(report)")
    #expect(report.shadows >= 1)
  }

  @Test func `a cheap control is never skipped, a dear one is`() throws {
    #expect(
      try report(control: 100, share: 0.01, cost: 0.03, calls: 5_000).skipped <= 1, "but for a cluster at the start")
    #expect(try report(control: 10_000, share: 0.01, cost: 0.03, calls: 5_000).skipped > 0)
  }

  @Test func `the cost is that of the control over the candidate's, for the calls that ran both`() throws {
    let report = try report(control: 200, share: 1, cost: 100, calls: 100)
    #expect(report.costShare == 2 && report.shadows == 100)
  }
}

import Testing

@testable import TickmarkFlags

@Suite struct GuardPlanTests {
  private func plan(
    control: String = "scalar", candidate: String = "fused", share: Double = 0.01, margin: Double = 0.05,
    cost: Double? = nil
  ) throws(FlagError) -> GuardPlan {
    try GuardPlan(
      for: Sample.speed, control: control, candidate: candidate, share: share, margin: margin, maximumCost: cost)
  }

  @Test func `shadows may cost three times their share where nothing is said`() throws {
    #expect(try plan(share: 0.25).maximumCost == 0.75)
    #expect(try plan(share: 0.25, cost: 0.5).maximumCost == 0.5)
  }

  @Test(arguments: [0, -0.1, 1.001, .infinity, .nan]) func `an impossible share is refused`(share: Double) {
    let error = thrown { () throws(FlagError) in _ = try plan(share: share) }
    #expect(error?.description.contains("share of \(share) is impossible") == true)
  }

  @Test(arguments: [-0.001, 10.001, .infinity, .nan]) func `an impossible margin is refused`(margin: Double) {
    let error = thrown { () throws(FlagError) in _ = try plan(margin: margin) }
    #expect(error?.description.contains("margin of \(margin) is impossible") == true)
  }

  @Test(arguments: [0, -1, .infinity, .nan]) func `an impossible cost is refused`(cost: Double) {
    #expect(thrown { () throws(FlagError) in _ = try plan(cost: cost) } != nil)
  }

  @Test func `the ends of what is possible are possible`() throws {
    _ = try plan(share: 1, margin: 0)
    _ = try plan(share: .leastNormalMagnitude, margin: 10)
  }

  @Test func `a choice that the flag does not have is refused`() {
    let error = thrown { () throws(FlagError) in _ = try plan(control: "fast") }
    #expect(error?.description.contains("no control 'fast'; there are scalar, simd, fused") == true)
    #expect(thrown { () throws(FlagError) in _ = try plan(candidate: "fast") } != nil)
  }

  @Test(arguments: [
    #"{"guard.control": "scalar"}"#, #"{"guard.control": 1, "guard.candidate": "fused"}"#,
    #"{"guard.control": "scalar", "guard.candidate": "fused", "guard.margin": -1}"#,
    #"{"guard.control": "scalar", "guard.candidate": "fused", "guard.share": "1 %"}"#,
    #"{"guard.control": "scalar", "guard.candidate": "fused", "guard.marign": 1}"#,
  ])
  func `a file with an impossible guard is refused as a whole`(metadata: String) throws {
    let file = try Sample.file(
      #"{"state": "ENABLED", "variants": {"a": "fused"}, "defaultVariant": "a", "metadata": \#(metadata)}"#)
    let error = thrown { () throws(FlagError) in _ = try Flags(Sample.known, file: file) }
    guard case .badGuard(flag: "sample.speed", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}

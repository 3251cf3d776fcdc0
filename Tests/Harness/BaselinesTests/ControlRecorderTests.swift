import Testing

@testable import TickmarkBaselines
@testable import TickmarkMeasurement

@Suite struct ControlRecorderTests {
  @Test(arguments: [0.05, -0.05]) func `a control fires on a planted shift of five per cent`(shift: Double) throws {
    for seed in 0..<100 {
      let control = try #require(
        ControlRecorder.record(of: Synthetic(controlShift: shift, seed: UInt64(seed)).reports))
      #expect(control.fired, "seed \(seed), \(control.interval)")
      #expect(abs(control.ratio - 1 - shift) < 0.02, "seed \(seed)")
      #expect(control.case == "sums/running/64")
    }
  }

  @Test func `a control does not fire where both sides are the same`() throws {
    // One alarm in a thousand is allowed, and the margin makes them rarer; three in 300 would be one in 500 runs.
    let fired = try (0..<300).count { seed in
      try #require(ControlRecorder.record(of: Synthetic(seed: UInt64(seed)).reports)).fired
    }
    #expect(fired <= 2, "\(fired) of 300 with seeds 0 to 299")
  }

  @Test func `a shift below the margin is no alarm, however sure it is`() throws {
    let control = ControlRecorder.record(of: Synthetic(noise: 0.0001, controlShift: 0.004).reports)
    #expect(try #require(control).fired == false)
  }

  @Test func `a single process cannot fire`() {
    #expect(ControlRecorder.record(of: Synthetic(processes: 1, controlShift: 0.5).reports) == nil)
  }
}

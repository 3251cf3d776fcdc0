import TickmarkMeasurement
import TickmarkStatistics

@testable import TickmarkProfiling

/// Profiles to test with.
enum Sample {
  static let names = [
    "Series.fill(slowdown:)", "a<b> && \"c\"", "swift_retain", "[unknown] libx.so", "株価;x", "operator()",
  ]

  /// Random stacks; the same for the same seed.
  static func stacks(seed: UInt64, count: Int = 200, depth: Int = 9) -> Stacks {
    var random = SplitMix64(seed: seed)
    var stacks = Stacks()
    for _ in 0..<count {
      stacks.add(stack(&random, depth: depth), count: Int.random(in: 1...50, using: &random))
    }
    return stacks
  }

  static func stack(_ random: inout SplitMix64, depth: Int = 9) -> [Frame] {
    (0..<Int.random(in: 1...depth, using: &random)).map { _ in
      // Names come from symbols, which hold no semicolon any more.
      let name = names[Int.random(in: 0..<names.count, using: &random)].replacing(";", with: ":")
      return Frame(name, Frame.Origin.allCases[Int.random(in: 0..<5, using: &random)])
    }
  }

  static func profile(
    _ stacks: Stacks, measure: Profile.Measure = .time(hertz: 997, unwinding: .framePointers), variant: String = "simd",
    build: String = "this executable", perCall: Double = 2_000
  ) -> Profile {
    Profile(
      id: CaseID(suite: "sums", operation: "running", size: Size(64)), variant: variant, build: build, measure: measure,
      stacks: stacks, namedShare: 0.987, wholeShare: 0.996, turns: turns(stacks, measure, perCall: perCall),
      disturbance: Profile.Disturbance(
        ratio: 1.012, interval: Interval(lower: 1.004, upper: 1.019, confidence: 0.95), pairs: 64),
      notes: ["A note"])
  }

  /// Ten turns that hold the samples of a profile in almost equal parts.
  private static func turns(_ stacks: Stacks, _ measure: Profile.Measure, perCall: Double) -> [Profile.Turn] {
    guard case .time(let hertz, _) = measure else { return [] }
    let calls = Int(Double(stacks.total) / Double(hertz) * 1e9 / perCall / 10)
    return (0..<10).map { turn in
      var part = Stacks()
      for (place, entry) in stacks.sorted.enumerated() {
        let count = entry.count / 10 + ((turn + place) % 10 < entry.count % 10 ? 1 : 0)
        if count > 0 { part.add(entry.stack, count: count) }
      }
      return Profile.Turn(stacks: part, calls: calls)
    }
  }

  /// A body that calls two functions, one of them through a library.
  static let small: Stacks = {
    var stacks = Stacks()
    let body = Frame("closure #1 in Suite.sums", .program)
    stacks.add([body, Frame("Series.fill(slowdown:)", .program)], count: 600)
    stacks.add([body, Frame("Series.fill(slowdown:)", .program), Frame("swift_retain", .swift)], count: 250)
    stacks.add([body, Frame("memmove", .library)], count: 100)
    stacks.add([body, Frame("memmove", .library), Frame("asm_exc_page_fault", .kernel)], count: 40)
    stacks.add([body, .unknown(in: "/usr/lib/libx.so.0")], count: 10)
    return stacks
  }()

  /// The same with one function twice as hot and another gone.
  static let later: Stacks = {
    var stacks = Stacks()
    let body = Frame("closure #1 in Suite.sums", .program)
    stacks.add([body, Frame("Series.fill(slowdown:)", .program)], count: 600)
    stacks.add([body, Frame("Series.fill(slowdown:)", .program), Frame("swift_retain", .swift)], count: 500)
    stacks.add([body, .unknown(in: "/usr/lib/libx.so.0")], count: 10)
    return stacks
  }()

  static let machine = MachineFingerprint(
    class: "test-2c", cpu: "Test <processor>", cores: 2, memoryBytes: 1 << 34, kernel: "Linux 6", governor: "unknown",
    allocator: "jemalloc 5.3.0", instructionSet: "portable", toolchain: "Swift 6.3", loadBefore: 0.25, loadAfter: 0.5,
    stealFraction: nil)
}

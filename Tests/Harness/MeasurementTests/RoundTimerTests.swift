import Glibc
import Testing

@testable import TickmarkMeasurement

struct RoundTimerTests {
  /// Rounds until `maximumRounds`, however busy the machine is.
  static func plan(rounds: Int, minimum: Int = 1) -> MeasurementPlan {
    MeasurementPlan(
      processes: 1, secondsPerProcess: 20, minimumRounds: minimum, maximumRounds: rounds,
      minimumSliceNanoseconds: 10_000)
  }

  @Test func `every body has one time a kept round`() {
    let times = RoundTimer(plan: Self.plan(rounds: 30)).time(
      (1...4).map { micros in .init(calls: 1) { _ in spin(nanoseconds: UInt64(micros) * 5_000) } }, seed: 3)
    let kept = 30 - times.discarded
    #expect(times.wall.map(\.count) == [kept, kept, kept, kept])
    #expect(times.cpu.map(\.count) == [kept, kept, kept, kept])
  }

  @Test func `a round in which one body lost the processor is left out for all`() {
    // Both bodies run longer from round to round, so that a time tells its round.
    let step: UInt64 = 100_000
    let (first, second) = (Counter(), Counter())
    let asleep = [2, 5, 6]
    func body(_ counter: Counter, sleeps: Bool) -> RoundTimer.Body {
      .init(calls: 1) { _ in
        if sleeps, asleep.contains(counter.count) { usleep(5_000) }
        counter.count += 1
        spin(nanoseconds: UInt64(counter.count) * step)
      }
    }
    let times = RoundTimer(plan: Self.plan(rounds: 12)).time(
      [body(first, sleeps: true), body(second, sleeps: false)], seed: 5)
    #expect(first.count == 12 && second.count == 12 && !times.keptAll)
    let rounds = times.cpu.map { $0.map { Int($0 / Double(step) + 0.2) - 1 } }
    #expect(rounds[0] == rounds[1])
    #expect(Set(rounds[0]).isDisjoint(with: asleep) && times.discarded >= asleep.count)
  }

  @Test func `where no round had the processor for itself all are kept, and it is said`() {
    let times = RoundTimer(plan: Self.plan(rounds: 4, minimum: 3)).time(
      [.init(calls: 1) { _ in usleep(3_000) }], seed: 1)
    #expect(times.keptAll && times.discarded == 0 && times.wall[0].count == 4)
  }

  @Test func `a time is that of one call`() {
    let calls = 8
    let times = RoundTimer(plan: Self.plan(rounds: 9)).time(
      [.init(calls: calls) { calls in for _ in 0..<calls { spin(nanoseconds: 50_000) } }], seed: 1)
    for shortest in [times.wall[0].min() ?? 0, times.cpu[0].min() ?? 0] {
      #expect(shortest >= 50_000 && shortest < 8 * 50_000)
    }
  }

  @Test func `each body runs once a round, in an order that changes`() {
    let log = Log()
    _ = RoundTimer(plan: Self.plan(rounds: 24)).time(
      (0..<3).map { index in .init(calls: 1) { _ in log.entries.append(index) } }, seed: 9)
    let rounds = stride(from: 0, to: log.entries.count, by: 3).map { Array(log.entries[$0..<$0 + 3]) }
    #expect(rounds.count == 24 && rounds.allSatisfy { $0.sorted() == [0, 1, 2] })
    #expect(Set(rounds).count > 1)
    for place in 0..<3 { #expect(rounds.count { $0[place] == 0 } == 8, "body 0 in place \(place)") }
  }

  private final class Log {
    var entries: [Int] = []
  }
}

struct CalibrationTests {
  static let plan = MeasurementPlan(minimumSliceNanoseconds: 200_000)

  @Test func `the calls fill a slice`() {
    let calibration = Calibration(plan: Self.plan)
    for perCall in [0.3, 1, 17, 999, 199_999, 200_001, 1e9] {
      let calls = calibration.calls(filling: perCall)
      #expect(Double(calls) * perCall >= Double(calibration.minimumSlice))
      #expect(calls == 1 || Double(calls - 1) * perCall < Double(calibration.minimumSlice))
    }
  }

  @Test func `a slice is no shorter than the plan's`() {
    #expect(Calibration(plan: Self.plan).minimumSlice >= 200_000)
  }

  @Test func `a call that takes a while is found to take no less`() {
    let perCall = Calibration(plan: Self.plan).nanosecondsPerCall { calls in
      for _ in 0..<calls { spin(nanoseconds: 20_000) }
    }
    #expect(perCall >= 20_000)
  }

  @Test func `a body is called until it fills a slice`() {
    // Several times: a single call that loses the processor fills a slice too.
    let counter = Counter()
    for _ in 0..<5 {
      _ = Calibration(plan: Self.plan).nanosecondsPerCall { calls in
        counter.count = max(counter.count, calls)
        for _ in 0..<calls { spin(nanoseconds: 1_000) }
      }
    }
    // A call takes 1 µs at the very least and 20 µs on a busy machine.
    #expect(counter.count >= 10 && counter.count <= 400)
  }
}

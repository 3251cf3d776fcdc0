import Glibc
import Testing

@testable import TickmarkMeasurement

struct RoundTimerTests {
  /// Rounds until `maximumRounds`.
  static func plan(rounds: Int, minimum: Int = 1) -> MeasurementPlan {
    MeasurementPlan(
      processes: 1, secondsPerProcess: 20, minimumRounds: minimum, maximumRounds: rounds,
      minimumSliceNanoseconds: 10_000)
  }

  @Test func `every body has one time a kept round`() {
    let watch = HandWatch()
    let times = RoundTimer(plan: Self.plan(rounds: 30), stopwatch: watch).time(
      (1...4).map { micros in .init(calls: 1, on: watch) { _ in watch.pass(micros * 5_000) } }, seed: 3)
    #expect(times.wall.map { Set($0) } == [[5_000], [10_000], [15_000], [20_000]])
    #expect(times.wall.map(\.count) == [30, 30, 30, 30] && times.cpu.map(\.count) == [30, 30, 30, 30])
  }

  @Test func `a round in which one body lost the processor is left out for all`() {
    // Both bodies run longer from round to round, so that a time tells its round.
    let watch = HandWatch()
    let (first, second) = (Counter(), Counter())
    let asleep = [2, 5, 6]
    func body(_ counter: Counter, sleeps: Bool) -> RoundTimer.Body<Never> {
      .init(calls: 1, on: watch) { _ in
        watch.pass(100_000 * UInt64(counter.count), asleep: sleeps && asleep.contains(counter.count) ? 5_000_000 : 0)
        counter.count += 1
      }
    }
    let times = RoundTimer(plan: Self.plan(rounds: 12), stopwatch: watch).time(
      [body(first, sleeps: true), body(second, sleeps: false)], seed: 5)
    let kept = (0..<12).filter { !asleep.contains($0) }.map { Double($0) * 100_000 }
    #expect(times.wall == [kept, kept] && times.cpu == [kept, kept])
    #expect(times.discarded == 3 && !times.keptAll)
  }

  @Test func `where no round had the processor for itself all are kept, and it is said`() {
    let watch = HandWatch()
    let times = RoundTimer(plan: Self.plan(rounds: 4, minimum: 3), stopwatch: watch).time(
      [.init(calls: 1, on: watch) { _ in watch.pass(10, asleep: 3_000_000) }], seed: 1)
    #expect(times.keptAll && times.discarded == 0 && times.wall == [[3_000_010, 3_000_010, 3_000_010, 3_000_010]])
  }

  @Test func `rounds of a time in which the hypervisor took the processor are left out`() {
    // It takes 3 ms a round; the hypervisor is asked every 20 ms, and had been busy in the second of these times.
    let watch = HandWatch()
    let rounds = Counter()
    let times = RoundTimer(plan: Self.plan(rounds: 28), stopwatch: watch).time(
      [
        .init(calls: 1, on: watch) { _ in
          watch.pass(3_000_000 + UInt64(rounds.count))
          rounds.count += 1
          if rounds.count == 10 { watch.steal(2) }
        }
      ], seed: 1)
    #expect(times.discarded == 7 && !times.keptAll)
    #expect(times.wall[0].map { Int($0) - 3_000_000 } == Array(0..<7) + Array(14..<28))
  }

  @Test func `a time is that of one call`() {
    let watch = HandWatch()
    let times = RoundTimer(plan: Self.plan(rounds: 9), stopwatch: watch).time(
      [.init(calls: 8, on: watch) { calls in for _ in 0..<calls { watch.pass(50_000) } }], seed: 1)
    #expect(Set(times.wall[0]) == [50_000] && Set(times.cpu[0]) == [50_000])
  }

  @Test func `rounds end when the time is up, but not before the minimum`() {
    let watch = HandWatch()
    var plan = Self.plan(rounds: 400, minimum: 7)
    plan.secondsPerProcess = 0.001
    func rounds(_ nanoseconds: UInt64) -> Int {
      RoundTimer(plan: plan, stopwatch: watch).time(
        [.init(calls: 1, on: watch) { _ in watch.pass(nanoseconds) }], seed: 1
      )
      .wall[0].count
    }
    #expect(rounds(20_000) == 50)
    #expect(rounds(1_000_000) == 7)
  }

  @Test func `each body runs once a round, in an order that changes`() {
    let log = Log()
    _ = RoundTimer(plan: Self.plan(rounds: 24)).time(
      (0..<3).map { index in .init(calls: 1, on: SystemStopwatch()) { _ in log.entries.append(index) } }, seed: 9)
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
    let watch = HandWatch()
    let perCall = Calibration(plan: Self.plan, stopwatch: watch).nanosecondsPerCall { calls in
      watch.time(calls: calls) { calls in
        for _ in 0..<calls { watch.pass(20_000) }
      }
    }
    #expect(perCall == 20_000)
  }

  @Test func `a body is called until it fills a slice`() {
    let watch = HandWatch()
    let counter = Counter()
    _ = Calibration(plan: Self.plan, stopwatch: watch).nanosecondsPerCall { calls in
      watch.time(calls: calls) { calls in
        counter.count = max(counter.count, calls)
        for _ in 0..<calls { watch.pass(1_000) }
      }
    }
    #expect(counter.count >= 200 && counter.count < 400)
  }

  @Test func `an unlucky reading is not believed`() {
    let watch = HandWatch()
    let readings = Counter()
    let perCall = Calibration(plan: Self.plan, stopwatch: watch).nanosecondsPerCall { calls in
      watch.time(calls: calls) { calls in
        readings.count += 1
        watch.pass(readings.count < 2 ? 900_000 : 300_000)
      }
    }
    #expect(perCall == 300_000)
  }
}

import Dispatch
import Synchronization
import Testing
import TickmarkAllocator

@Suite struct QuietPurgeTests {
  /// After which something that has to come is called missing; nothing here takes a thousandth of it.
  private static var patience: DispatchTime { .now() + 120 }

  @Test func `a quiet period has one purge`() {
    let bench = Bench()
    bench.purge.noteActivity()
    #expect(!bench.tick(after: .zero))
    #expect(!bench.tick(after: .milliseconds(999)))
    #expect(bench.tick(after: .milliseconds(1)))
    for _ in 0..<100 { #expect(!bench.tick(after: .seconds(60))) }
    #expect(bench.purge.counts.purges == 1)
  }

  @Test func `before anything was done nothing is purged`() {
    let bench = Bench()
    for _ in 0..<100 { #expect(!bench.tick(after: .seconds(60))) }
    #expect(bench.purge.counts == QuietPurge.Counts())
  }

  @Test func `activity before every look puts the purge off`() {
    let bench = Bench()
    for _ in 0..<100 {
      bench.purge.noteActivity()
      #expect(!bench.tick(after: .seconds(60)))
    }
    #expect(bench.calls == 0)
  }

  @Test func `activity counts as of the look that sees it`() {
    let bench = Bench()
    bench.purge.noteActivity()
    // Long ago, for all that is known; but it may have been just now.
    #expect(!bench.tick(after: .seconds(60)))
    #expect(!bench.tick(after: .milliseconds(999)))
    #expect(bench.tick(after: .milliseconds(1)))
  }

  @Test func `two purges are an interval apart, and the second comes when it is over`() {
    let bench = Bench(interval: .seconds(10))
    #expect(bench.quietPeriod())
    bench.purge.noteActivity()
    #expect(!bench.tick(after: .zero))
    #expect(!bench.tick(after: .milliseconds(9_999)))
    #expect(bench.tick(after: .milliseconds(1)))
    #expect(bench.purge.counts.purges == 2)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `whatever happens, purges are an interval apart and follow a quiet time`(seed: UInt64) {
    let bench = Bench(interval: .milliseconds(2_500))
    var bits = seed
    var time = 0
    var lastActivity: Int?
    var lastPurge: Int?
    var purges = 0
    for _ in 0..<5_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let step = Int(bits >> 33) % 700
      let isActive = (bits >> 60) == 0
      time += step
      if isActive { bench.purge.noteActivity() }
      let purged = bench.tick(after: .milliseconds(step))
      if purged {
        #expect(!isActive && lastActivity.map { time - $0 >= 1_000 } == true)
        #expect(lastPurge.map { time - $0 >= 2_500 } ?? true)
        // One a quiet period: something happened since the last.
        if let lastPurge, let lastActivity { #expect(lastActivity > lastPurge) }
        lastPurge = time
        purges += 1
      }
      if isActive { lastActivity = time }
    }
    #expect(purges > 10 && bench.purge.counts.purges == purges && bench.calls == purges)
  }

  @Test func `bytes given back are added up, and a purge that could not be is not counted`() {
    let bench = Bench()
    bench.answer = 4_096
    #expect(bench.quietPeriod())
    #expect(bench.quietPeriod())
    bench.answer = nil
    #expect(!bench.quietPeriod())
    #expect(bench.purge.counts.purges == 2 && bench.purge.counts.givenBackBytes == 8_192)
    #expect(bench.calls == 3)
  }

  @Test func `the longest purge is timed by the clock that was given`() {
    let bench = Bench()
    bench.takes = .milliseconds(7)
    #expect(bench.quietPeriod())
    bench.takes = .milliseconds(3)
    #expect(bench.quietPeriod())
    #expect(bench.purge.counts.longest == .milliseconds(7))
  }

  @Test func `after stop nothing is purged, started or not`() {
    for isStarted in [false, true] {
      let bench = Bench()
      if isStarted { bench.purge.start() }
      bench.purge.noteActivity()
      bench.purge.stop()
      bench.purge.stop()
      bench.purge.start()
      #expect(!bench.quietPeriod())
      #expect(bench.calls == 0)
    }
  }

  @Test func `activity of many threads is one activity`() {
    let bench = Bench()
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<10_000 { bench.purge.noteActivity() }
    }
    #expect(!bench.tick(after: .seconds(60)))
    #expect(bench.tick(after: .seconds(1)))
    #expect(!bench.tick(after: .seconds(60)))
  }

  @Test func `looks of many threads purge once`() {
    let bench = Bench()
    bench.purge.noteActivity()
    #expect(!bench.tick(after: .zero))
    bench.pass(.seconds(1))
    let purged = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<1_000 where bench.purge.tick() { purged.add(1, ordering: .relaxed) }
    }
    #expect(purged.load(ordering: .relaxed) == 1 && bench.calls == 1)
  }

  /// The timer follows the real clock; what it sees is the test's, which jumps ahead at every reading.
  @Test func `a purge that was started looks by itself`() {
    let start = ContinuousClock.now
    let readings = Atomic(0)
    let done = DispatchSemaphore(value: 0)
    let purge = QuietPurge(
      quiet: .milliseconds(4), interval: .milliseconds(4),
      now: { start + .seconds(readings.add(1, ordering: .relaxed).newValue) },
      purge: {
        done.signal()
        return 1
      })
    purge.start()
    purge.start()
    purge.noteActivity()
    #expect(done.wait(timeout: Self.patience) == .success)
    purge.stop()
    #expect(purge.counts.purges == 1)
  }

  @Test func `a purge that nobody keeps ends its timer, which lets go of what it held`() {
    let ended = DispatchSemaphore(value: 0)
    do {
      let held = Held(ended)
      let purge = QuietPurge(
        quiet: .seconds(60), interval: .seconds(60), now: { .now }, purge: { held.bytes })
      purge.start()
      #expect(purge.isEffective)
    }
    #expect(ended.wait(timeout: Self.patience) == .success)
  }

  @Test func `without an allocator that can be purged it does nothing and says so`() {
    let purge = QuietPurge(quiet: .milliseconds(1), interval: .milliseconds(1), now: { .now }, purge: nil)
    #expect(!purge.isEffective)
    purge.start()
    purge.noteActivity()
    for _ in 0..<10 { #expect(!purge.tick()) }
    purge.stop()
    #expect(purge.counts == QuietPurge.Counts())
  }

  @Test func `no quiet, no interval and a quiet of more than a day are refused`() async {
    await #expect(processExitsWith: .failure) { _ = QuietPurge(quiet: .zero, interval: .seconds(1)) }
    await #expect(processExitsWith: .failure) { _ = QuietPurge(quiet: .seconds(1), interval: .zero) }
    await #expect(processExitsWith: .failure) { _ = QuietPurge(quiet: .seconds(86_401), interval: .seconds(1)) }
    await #expect(processExitsWith: .success) { _ = QuietPurge(quiet: .seconds(86_400), interval: .seconds(86_401)) }
  }

  @Test func `the allocator's own purge is effective where the allocator counts`() {
    let purge = QuietPurge(quiet: .seconds(60), interval: .seconds(60))
    #expect(purge.isEffective == Allocator.isCounting)
  }

  #if !TICKMARK_SYSTEM_ALLOCATOR
    @Test func `64 MiB that were freed are given back in the next quiet period`() async {
      // In a process of its own: the statistics are of the whole program.
      await #expect(processExitsWith: .success) {
        let purge = QuietPurge(quiet: .nanoseconds(1), interval: .nanoseconds(1))
        let size = 64 << 20
        // In small parts: jemalloc gives what is larger than 8 MiB back as soon as it is freed.
        var parts = (0..<size / 4_096).map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: 4_064) }
        #expect(parts.last?.last == 255)
        parts = []
        purge.noteActivity()
        #expect(!purge.tick())
        #expect(purge.tick())
        #expect(!purge.tick())
        #expect(purge.counts.purges == 1 && purge.counts.givenBackBytes >= size / 2)
        #expect(purge.counts.longest > .zero)
      }
    }
  #endif
}

/// A purge with a clock that stands still until it is told to go on.
private final class Bench: Sendable {
  private struct State {
    var time = ContinuousClock.now
    var calls = 0
    var answer: Int? = 1
    var takes = Duration.zero
  }

  private let state: SharedState
  let purge: QuietPurge

  private final class SharedState: Sendable {
    let value = Mutex(State())
  }

  init(quiet: Duration = .seconds(1), interval: Duration = .milliseconds(1)) {
    let state = SharedState()
    self.state = state
    purge = QuietPurge(
      quiet: quiet, interval: interval, now: { state.value.withLock { $0.time } },
      purge: {
        state.value.withLock { state in
          state.calls += 1
          state.time += state.takes
          return state.answer
        }
      })
  }

  var calls: Int { state.value.withLock { $0.calls } }

  /// What the purge says that it gave back.
  var answer: Int? {
    get { state.value.withLock { $0.answer } }
    set { state.value.withLock { $0.answer = newValue } }
  }

  /// How far a purge moves the clock.
  var takes: Duration {
    get { state.value.withLock { $0.takes } }
    set { state.value.withLock { $0.takes = newValue } }
  }

  func pass(_ time: Duration) { state.value.withLock { $0.time += time } }

  func tick(after time: Duration) -> Bool {
    pass(time)
    return purge.tick()
  }

  /// Activity, then long enough without: whether there was a purge.
  func quietPeriod() -> Bool {
    purge.noteActivity()
    _ = tick(after: .zero)
    return tick(after: .seconds(1))
  }
}

/// Something whose end can be waited for.
private final class Held: Sendable {
  let bytes = 1
  private let ended: DispatchSemaphore

  init(_ ended: DispatchSemaphore) { self.ended = ended }

  deinit { ended.signal() }
}

import Synchronization

/// The part of a quiet purge that its owner and its timer share.
final class QuietWatch: Sendable {
  private struct State {
    var rule: QuietRule
    var counts = QuietPurge.Counts()
    var isStopped = false
  }

  private let isActive = Atomic(false)
  private let state: Mutex<State>
  private let now: @Sendable () -> ContinuousClock.Instant
  private let purge: (@Sendable () -> Int?)?

  init(
    rule: QuietRule, now: @escaping @Sendable () -> ContinuousClock.Instant, purge: (@Sendable () -> Int?)?
  ) {
    state = Mutex(State(rule: rule))
    self.now = now
    self.purge = purge
  }

  var isEffective: Bool { purge != nil }
  var counts: QuietPurge.Counts { state.withLock { $0.counts } }

  func noteActivity() {
    // Looked at first: threads that only read share the cache line, and one writes to it once a look.
    if !isActive.load(ordering: .relaxed) { isActive.store(true, ordering: .relaxed) }
  }

  func tick() -> Bool {
    guard let purge else { return false }
    let isDue = state.withLock { state in
      // Read under the lock, so that looks are in the order of their times.
      let wasActive = isActive.exchange(false, ordering: .relaxed)
      return !state.isStopped && state.rule.isDue(at: now(), wasActive: wasActive)
    }
    guard isDue else { return false }
    // Outside the lock: `counts` and `stop` need not wait for a purge.
    let start = now()
    guard let bytes = purge() else { return false }
    let time = now() - start
    state.withLock { state in
      state.counts.purges += 1
      state.counts.givenBackBytes += bytes
      state.counts.longest = max(state.counts.longest, time)
    }
    return true
  }

  func stop() { state.withLock { $0.isStopped = true } }
}

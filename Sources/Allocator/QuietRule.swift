/// When a purge is due, from what was seen at each look; it has no clock and no allocator of its own.
///
///     due ⇔ activity was seen since the last purge, none for `quiet`, and no purge for `interval`
///
/// Activity counts as of the look that sees it, so a quiet period is never shorter than `quiet`.
struct QuietRule: Sendable {
  let quiet: Duration
  let interval: Duration
  private var lastActivity: ContinuousClock.Instant?
  private var lastPurge: ContinuousClock.Instant?
  /// Whether the quiet period that follows the last activity has had its purge.
  private var isSettled = true

  init(quiet: Duration, interval: Duration) {
    self.quiet = quiet
    self.interval = interval
  }

  /// Looks once, and takes a purge that is due as done.
  mutating func isDue(at now: ContinuousClock.Instant, wasActive: Bool) -> Bool {
    if wasActive {
      lastActivity = now
      isSettled = false
      return false
    }
    guard !isSettled, let lastActivity, now - lastActivity >= quiet else { return false }
    if let lastPurge, now - lastPurge < interval { return false }
    lastPurge = now
    isSettled = true
    return true
  }
}

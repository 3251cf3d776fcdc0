/// Gives the allocator's unused pages back to the system when the program has been quiet for a while.
///
///     let purge = QuietPurge(quiet: .seconds(1), interval: .seconds(30))
///     purge.start()                  // or call `tick()` from a loop of the program's own
///     …
///     purge.noteActivity()           // in every request
///
/// An allocator keeps pages that were freed for the next burst, and gives them back as further allocations make its clock
/// tick: a program that falls silent keeps them for good. One purge in each quiet period gives them back where nobody
/// waits. The burst after it pays for it: its first touch of every page is a page fault again.
///
/// A purge comes at most once between two activities, only after `quiet` without any, and never sooner than `interval`
/// after the last one. Before the first activity there is none. What other threads keep in caches of their own stays.
///
/// Without jemalloc it does nothing: `isEffective` is false, no timer is started, and every count stays 0.
///
/// - Complexity: `noteActivity` O(1), one relaxed load and at most one store a look, no allocation; `tick` O(1), and where
///   a purge is due O(arenas + unused pages), with two readings of the statistics.
public final class QuietPurge: Sendable {
  /// What was done so far.
  public struct Counts: Sendable, Equatable {
    public var purges = 0
    /// Resident bytes before each purge less those after it, as `AllocatorStatistics` has them.
    public var givenBackBytes = 0
    /// How long the longest purge took.
    public var longest = Duration.zero

    public init() {}
  }

  /// A day.
  public static let longestQuiet = Duration.seconds(86_400)

  /// Whether there is an allocator that can be purged.
  public var isEffective: Bool { watch.isEffective }

  public var counts: Counts { watch.counts }

  private let watch: QuietWatch
  private let ticker: QuietTicker

  /// - Precondition: `quiet` and `interval` are above 0, `quiet` at most `longestQuiet`.
  public convenience init(quiet: Duration, interval: Duration) {
    let purge: @Sendable () -> Int? = { QuietPurge.purgeAllocator() }
    self.init(
      quiet: quiet, interval: interval, now: { ContinuousClock.now }, purge: Allocator.isCounting ? purge : nil)
  }

  /// With a clock and a purge of the caller's: for tests, and for allocators that are not this program's malloc.
  ///
  /// - Parameter purge: gives unused memory back and returns how many bytes; nil where it could not, which is not counted
  ///   and not tried again in the same quiet period. Without one nothing is ever done.
  /// - Precondition: `quiet` and `interval` are above 0, `quiet` at most `longestQuiet`.
  public init(
    quiet: Duration, interval: Duration, now: @escaping @Sendable () -> ContinuousClock.Instant,
    purge: (@Sendable () -> Int?)?
  ) {
    precondition(quiet > .zero && interval > .zero, "quiet and interval are above 0")
    precondition(quiet <= Self.longestQuiet, "quiet is a day at most")
    watch = QuietWatch(rule: QuietRule(quiet: quiet, interval: interval), now: now, purge: purge)
    // Half of `quiet` late at most: the last activity is dated a look late, and its purge waits for a look.
    ticker = QuietTicker(every: max(quiet / 4, .milliseconds(1)))
  }

  deinit { ticker.cancel() }

  /// Says that the program is at work. For hot paths and any number of threads.
  public func noteActivity() { watch.noteActivity() }

  /// Looks once, and purges where a purge is due; returns whether it did. For programs with a loop of their own.
  @discardableResult public func tick() -> Bool { watch.tick() }

  /// Looks four times in each `quiet`, on a queue of its own, until `stop`. A second call changes nothing, nor does one
  /// after `stop`.
  public func start() {
    guard isEffective else { return }
    // The timer holds what it looks at and not its owner, whose end stops it.
    ticker.start { [watch] in _ = watch.tick() }
  }

  /// Ends all looking, for good: when it returns no purge of the timer is under way, and `tick` does nothing from now on.
  ///
  /// - Precondition: not called from within `purge`, which it would wait for.
  public func stop() {
    watch.stop()
    ticker.cancel()
    ticker.wait()
  }

  private static func purgeAllocator() -> Int? {
    guard let before = AllocatorStatistics.current() else { return nil }
    do { try Allocator.purge() } catch { return nil }
    guard let after = AllocatorStatistics.current() else { return nil }
    // Other threads may have taken more meanwhile.
    return max(0, before.resident - after.resident)
  }
}

import Dispatch
import Foundation
import TickmarkAllocator
import TickmarkMeasurement

/// A service in miniature, to see what settings of the allocator do to latency and residency over time.
///
///     burst: requests on every thread, each timed, whose orders and bars all stay     → reading at the top
///            then all of them go
///     pause: no work; once a millisecond a small request, timed, that is no activity  → reading at the end
///     …again, so many times
///
/// It runs under whatever `MALLOC_CONF` the process was started with. The work is the same in every run, and so is its sum.
public enum ChurnSession {
  /// What a session does.
  public struct Plan: Sendable, Equatable, Codable {
    /// Whether unused pages are given back in the pauses.
    public enum Purge: String, Sendable, Codable, CaseIterable {
      case none
      /// By `QuietPurge`, after a quarter of a pause.
      case quiet
    }

    public static let bursts = 1...1_000
    public static let pauseMilliseconds = 0...60_000
    public static let threads = 1...64
    public static let requests = 1...10_000

    public var bursts: Int
    /// None of it: the session has no quiet, and is as long as its work.
    public var pauseMilliseconds: Int
    /// At work at once, as far as there are processors.
    public var threads: Int
    /// In a burst, on each thread.
    public var requests: Int
    public var ordersPerRequest = 250
    public var purge: Purge

    /// - Precondition: every number is in its range above.
    public init(
      bursts: Int = 8, pauseMilliseconds: Int = 1_500, threads: Int = 2, requests: Int = 400, purge: Purge = .none
    ) {
      precondition(Self.bursts ~= bursts && Self.pauseMilliseconds ~= pauseMilliseconds, "bursts and pause in range")
      precondition(Self.threads ~= threads && Self.requests ~= requests, "threads and requests in range")
      self.bursts = bursts
      self.pauseMilliseconds = pauseMilliseconds
      self.threads = threads
      self.requests = requests
      self.purge = purge
    }
  }

  /// Runs a session, which takes its pauses and its work; nothing of it is left behind.
  public static func run(_ plan: Plan) -> ChurnSummary {
    let purge = plan.purge == .quiet ? quietPurge(plan) : nil
    let workers = (0..<plan.threads).map { ChurnWorker(plan, thread: $0, purge: purge) }
    var probe = ChurnProbe(plan)
    var tops: [MemoryReading] = []
    var pauses: [MemoryReading] = []
    var busyNanoseconds: UInt64 = 0
    purge?.start()
    for burst in 0..<plan.bursts {
      busyNanoseconds += onEveryThread(workers) { $0.fill(burst: burst) }
      tops.append(.now())
      busyNanoseconds += onEveryThread(workers) { $0.drop() }
      probe.pause()
      pauses.append(.now())
    }
    purge?.stop()
    return ChurnSummary(
      plan, workers: workers, probe: probe, tops: tops, pauses: pauses, busyNanoseconds: busyNanoseconds, purge: purge)
  }

  private static func quietPurge(_ plan: Plan) -> QuietPurge {
    // Without pauses there is no quiet; what is left is the cost of being ready for it.
    let quiet = Duration.milliseconds(plan.pauseMilliseconds == 0 ? 100 : max(1, plan.pauseMilliseconds / 4))
    return QuietPurge(quiet: quiet, interval: quiet)
  }

  /// Returns the nanoseconds until the last thread was done.
  private static func onEveryThread(
    _ workers: [ChurnWorker], _ body: @Sendable (ChurnWorker) -> Void
  ) -> UInt64 {
    let start = Clock.wall()
    DispatchQueue.concurrentPerform(iterations: workers.count) { body(workers[$0]) }
    return Clock.wall() - start
  }
}

import Foundation
import TickmarkAllocator
import TickmarkMeasurement

/// One thread's requests in a session.
///
/// Unchecked: between the session's steps nobody touches it, and within one only the thread that has it.
final class ChurnWorker: @unchecked Sendable {
  private let plan: ChurnSession.Plan
  private let thread: Int
  private let purge: QuietPurge?
  private var set = ChurnWorkingSet(ChurnStream())

  /// Of every request, in nanoseconds, burst after burst.
  private(set) var latencies: [UInt64] = []
  /// Over everything that was made.
  private(set) var sum = 0.0

  init(_ plan: ChurnSession.Plan, thread: Int, purge: QuietPurge?) {
    self.plan = plan
    self.thread = thread
    self.purge = purge
    latencies.reserveCapacity(plan.bursts * plan.requests)
  }

  /// The first request after each pause.
  var firstLatencies: [UInt64] { (1..<plan.bursts).map { latencies[$0 * plan.requests] } }

  func fill(burst: Int) {
    for request in 0..<plan.requests {
      let first = ((burst * plan.threads + thread) * plan.requests + request) * plan.ordersPerRequest
      let start = Clock.wall()
      purge?.noteActivity()
      sum += set.fill(first..<first + plan.ordersPerRequest)
      latencies.append(Clock.wall() - start)
    }
  }

  func drop() { sum += set.drop() }
}

/// What comes in while a session pauses: small requests that are no activity, such as a monitor's.
struct ChurnProbe {
  private static let orders = 64

  private let plan: ChurnSession.Plan
  private let stream = ChurnStream()
  private(set) var latencies: [UInt64] = []

  init(_ plan: ChurnSession.Plan) {
    self.plan = plan
    latencies.reserveCapacity(min(plan.bursts * plan.pauseMilliseconds, 1_000_000))
  }

  /// Returns when the pause is over.
  mutating func pause() {
    let end = Clock.wall() + UInt64(plan.pauseMilliseconds) * 1_000_000
    while Clock.wall() < end {
      Thread.sleep(forTimeInterval: 0.001)
      let start = Clock.wall()
      var set = ChurnWorkingSet(stream)
      blackHole(set.fill(0..<Self.orders) + set.drop())
      latencies.append(Clock.wall() - start)
    }
  }
}

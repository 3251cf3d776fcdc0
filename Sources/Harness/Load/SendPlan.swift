/// When each request is to leave: evenly spread, decided before the first one leaves.
///
/// A latency counts from the planned moment, whenever the request did leave: one that had to wait behind a slow one was late for its
/// user too, and a generator that waits with it would hide that ("coordinated omission").
///
/// Source: G. Tene, "How NOT to Measure Latency", 2013.
struct SendPlan: Sendable {
  let start: Int64
  let perSecond: Double
  let count: Int
  /// Of the first ones nothing is kept: connections open, caches fill.
  let warmUp: Int

  init(start: Int64, perSecond: Double, seconds: Double, warmUpSeconds: Double) {
    self.start = start
    self.perSecond = perSecond
    warmUp = Int(perSecond * warmUpSeconds)
    count = warmUp + max(1, Int(perSecond * seconds))
  }

  func due(_ index: Int) -> Int64 { start + Int64(Double(index) * 1e9 / perSecond) }
}

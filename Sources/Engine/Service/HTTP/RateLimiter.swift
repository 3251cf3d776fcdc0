import TickmarkStreaming

/// A bucket of tokens: `rate` a second on average, and as many at once.
struct TokenBucket {
  private let rate: Double
  private var tokens: Double
  private(set) var last: Int64

  init(rate: Int, now: Int64 = SteadyClock.now) {
    self.rate = Double(rate)
    tokens = Double(rate)
    last = now
  }

  mutating func take(now: Int64 = SteadyClock.now) -> Bool {
    tokens = min(rate, tokens + Double(max(now - last, 0)) / 1e9 * rate)
    last = now
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }
}

/// Requests a second of each address, on one event loop.
///
/// - Bound: `most` addresses; where there are more, those that were silent for a second are forgotten, and if that leaves no room, all.
struct RateLimiter {
  private let rate: Int?
  private var buckets: [String: TokenBucket] = [:]
  private static let most = 10_000

  init(rate: Int?) { self.rate = rate }

  mutating func take(_ address: String, now: Int64 = SteadyClock.now) -> Bool {
    guard let rate else { return true }
    if buckets.count >= Self.most, buckets[address] == nil {
      buckets = buckets.filter { now - $0.value.last < 1_000_000_000 }
      if buckets.count >= Self.most { buckets = [:] }
    }
    return buckets[address, default: TokenBucket(rate: rate, now: now)].take(now: now)
  }
}

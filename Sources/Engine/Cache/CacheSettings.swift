/// The tiers of a cache.
public enum CacheTier: Int, Sendable, CaseIterable {
  /// Results that are asked for again and again, whatever tier they come from.
  case hot
  /// Indicators of all assets.
  case panels
  /// What is worth keeping across restarts, in files.
  case history
}

/// How large each tier may become, how old its values, and who goes when room is needed.
public struct CacheSettings: Sendable {
  public struct Tier: Sendable, Equatable {
    public var limitBytes: Int
    public var lifetime: Duration
    public var policy: CachePolicy

    public init(limitBytes: Int, lifetime: Duration, policy: CachePolicy = .s3fifo) {
      self.limitBytes = limitBytes
      self.lifetime = lifetime
      self.policy = policy
    }
  }

  public var hot = Tier(limitBytes: 100_000_000, lifetime: .seconds(5 * 60))
  public var panels = Tier(limitBytes: 200_000_000, lifetime: .seconds(15 * 60))
  public var history = Tier(limitBytes: 500_000_000, lifetime: .seconds(2 * 3_600))
  /// Where the history lies; without one there is none.
  public var folder: String?
  /// Locks of a tier in memory, a power of two: two threads wait for each other only in the same one.
  public var shards = 64

  public init() {}

  /// - Throws: `badLimit`.
  func check() throws(CacheError) {
    for (name, tier) in [("hot", hot), ("panels", panels), ("history", history)] {
      if tier.limitBytes < 0 {
        throw .badLimit(tier: name, problem: "\(tier.limitBytes) bytes is below 0; give it at least 0")
      }
      if tier.lifetime <= .zero || tier.lifetime > .seconds(100 * 366 * 86_400) {
        throw .badLimit(tier: name, problem: "a lifetime is above 0 and at most a century, not \(tier.lifetime)")
      }
    }
    guard shards >= 1, shards <= 1 << 16, shards & (shards - 1) == 0 else {
      throw .badLimit(tier: "hot", problem: "\(shards) shards; take a power of two from 1 to 65536")
    }
  }
}

extension CacheSettings.Tier {
  var lifetimeNanoseconds: Int64 {
    let (seconds, attoseconds) = lifetime.components
    return max(1, seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}

import Testing

@testable import TickmarkCache

@Suite struct TieredCacheTests {
  private let clock = FakeClock()

  private func cache(_ change: (inout CacheSettings) -> Void = { _ in }) throws -> TieredCache {
    var settings = CacheSettings()
    change(&settings)
    return try TieredCache(settings, clock: clock)
  }

  @Test func `the tiers are as large and as old as they are said to be`() throws {
    let settings = CacheSettings()
    #expect(settings.hot.limitBytes == 100_000_000 && settings.hot.lifetime == .seconds(300))
    #expect(settings.panels.limitBytes == 200_000_000 && settings.panels.lifetime == .seconds(900))
    #expect(settings.history.limitBytes == 500_000_000 && settings.history.lifetime == .seconds(7_200))
    let statistics = try cache().statistics
    #expect(statistics.hot.limitBytes == 100_000_000 && statistics.panels.limitBytes == 200_000_000)
    #expect(statistics.history == nil)
  }

  @Test(arguments: CachePolicy.allCases) func `a value is computed once, then found`(policy: CachePolicy) throws {
    let cache = try cache { $0.hot.policy = policy }
    var computed = 0
    for _ in 0..<3 {
      let value = try cache.value(for: key(1)) {
        computed += 1
        clock.advance(50)
        return Sized(7, bytes: 10)
      }
      #expect(value.number == 7)
    }
    let hot = cache.statistics.hot
    #expect(computed == 1 && hot.hits == 2 && hot.misses == 1 && hot.loads == 1 && hot.loadNanoseconds == 50)
    #expect(hot.hitRatio == 2.0 / 3 && hot.entries == 1)
  }

  @Test func `each tier keeps a value for its own time and no longer`() throws {
    for (tier, seconds) in [(CacheTier.hot, Int64(300)), (.panels, 900)] {
      let cache = try cache()
      cache.put(Sized(1), for: key(1), in: tier)
      // Asked for only at the end: nothing makes it younger.
      clock.advance(seconds * 1_000_000_000 - 1)
      #expect(cache.cached(key(1), in: tier, as: Sized.self)?.number == 1)
      clock.advance(1)
      #expect(cache.cached(key(1), in: tier, as: Sized.self) == nil)
    }
  }

  @Test func `a hit puts a panel into the hot tier, for no longer than it lives`() throws {
    let cache = try cache()
    cache.put(Sized(1, bytes: 100), for: key(1), in: .panels)
    #expect(cache.statistics.hot.entries == 0)
    clock.advance(seconds: 700)
    #expect(cache.cached(key(1), in: .panels, as: Sized.self) != nil)
    var statistics = cache.statistics
    #expect(statistics.panels.promotions == 1 && statistics.panels.hits == 1)
    #expect(statistics.hot.entries == 1 && statistics.hot.misses == 1)
    #expect(cache.cached(key(1), in: .panels, as: Sized.self) != nil)
    statistics = cache.statistics
    #expect(statistics.hot.hits == 1 && statistics.panels.requests == 1)
    // 900 seconds after it was made, and only 200 after it came into the hot tier.
    clock.advance(seconds: 200)
    #expect(cache.cached(key(1), in: .panels, as: Sized.self) == nil)
  }

  @Test func `a promoted value leaves the hot tier and is promoted again`() throws {
    let cache = try cache()
    cache.put(Sized(1), for: key(1), in: .panels)
    #expect(cache.cached(key(1), in: .panels, as: Sized.self) != nil)
    clock.advance(seconds: 301)
    #expect(cache.cached(key(1), in: .panels, as: Sized.self) != nil)
    #expect(cache.statistics.panels.promotions == 2 && cache.statistics.hot.hits == 0)
  }

  @Test func `a panel that the hot tier has no room for is still served`() throws {
    let cache = try cache { $0.hot.limitBytes = 1_000_000 }
    cache.put(Sized(1, bytes: 5_000_000), for: key(1), in: .panels)
    for _ in 0..<2 { #expect(cache.cached(key(1), in: .panels, as: Sized.self) != nil) }
    #expect(cache.statistics.panels.promotions == 0 && cache.statistics.panels.hits == 2)
  }

  @Test func `a new value is served from every tier at once`() throws {
    let cache = try cache()
    cache.put(Sized(1), for: key(1), in: .panels)
    _ = cache.cached(key(1), in: .panels, as: Sized.self)
    cache.put(Sized(2), for: key(1), in: .panels)
    #expect(cache.cached(key(1), in: .panels, as: Sized.self)?.number == 2)
  }

  @Test func `a value that is too large is computed at every request`() throws {
    let cache = try cache { $0.hot.limitBytes = 100_000 }
    for number in 0..<3 {
      #expect(try cache.value(for: key(1)) { Sized(number, bytes: 200_000) }.number == number)
    }
    #expect(cache.statistics.hot.refused == 3 && cache.statistics.hot.loads == 3)
  }

  @Test func `a value of another type is never given`() throws {
    final class Other: Cacheable { var heldBytes: Int { 0 } }
    let cache = try cache()
    for tier in [CacheTier.hot, .panels] {
      cache.put(Other(), for: key(1), in: tier)
      #expect(cache.cached(key(1), in: tier, as: Sized.self) == nil)
      #expect(try cache.value(for: key(1), in: tier) { Sized(3) }.number == 3)
    }
  }

  @Test func `forgotten is forgotten in every tier`() throws {
    let cache = try cache()
    for number in 0..<4 {
      cache.put(Sized(number), for: key(number), in: number < 2 ? .hot : .panels)
      _ = cache.cached(key(number), in: .panels, as: Sized.self)
    }
    cache.remove(key(2))
    #expect(cache.cached(key(2), in: .panels, as: Sized.self) == nil)
    #expect(cache.cached(key(3), in: .panels, as: Sized.self) != nil)
    cache.removeAll()
    for number in 0..<4 { #expect(cache.cached(key(number), in: .panels, as: Sized.self) == nil) }
    #expect(cache.statistics.hot.entries == 0 && cache.statistics.panels.entries == 0)
  }

  @Test func `sweeping gives back what has expired`() throws {
    let cache = try cache()
    cache.put(Sized(1, bytes: 1_000), for: key(1))
    cache.put(Sized(2, bytes: 1_000), for: key(2), in: .panels)
    clock.advance(seconds: 300)
    cache.sweep()
    #expect(cache.statistics.hot.entries == 0 && cache.statistics.panels.entries == 1)
    #expect(cache.statistics.hot.evictions[.expired] == 1)
  }

  @Test func `settings that mean nothing are refused`() throws {
    let changes: [(inout CacheSettings) -> Void] = [
      { $0.hot.limitBytes = -1 }, { $0.panels.limitBytes = -1 }, { $0.history.limitBytes = .min },
      { $0.hot.lifetime = .zero }, { $0.panels.lifetime = .seconds(-1) },
      { $0.history.lifetime = .seconds(Int64.max) }, { $0.shards = 0 }, { $0.shards = 3 }, { $0.shards = 1 << 17 },
    ]
    for change in changes { #expect(throws: CacheError.self) { _ = try cache(change) } }
  }
}

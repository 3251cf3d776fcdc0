import Foundation
import Synchronization
import Testing

@testable import TickmarkCache

@Suite(.timeLimit(.minutes(20))) struct ContentionTests {
  @Test(arguments: CachePolicy.allCases) func `threads that put, ask, forget and sweep at once see only right values`(
    policy: CachePolicy
  ) throws {
    let limit = 2_000_000
    var settings = CacheSettings()
    settings.hot = .init(limitBytes: limit, lifetime: .seconds(3_600), policy: policy)
    settings.panels = .init(limitBytes: limit, lifetime: .seconds(3_600), policy: policy)
    settings.shards = 4
    let clock = FakeClock()
    let cache = try TieredCache(settings, clock: clock)
    let tier = AnyMemoryTier(policy, limit: limit, shards: 8)
    let requests = Atomic(0)
    let wrong = Atomic(0)
    let over = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      var numbers = Numbers(seed: UInt64(thread))
      for step in 0..<3_000 {
        let number = Int.random(in: 0..<400, using: &numbers)
        let bytes = number % 7 == 0 ? 200_000 : number
        switch Int.random(in: 0..<20, using: &numbers) {
        case 0: cache.put(Sized(number, bytes: bytes), for: key(number), in: .panels)
        case 1: cache.remove(key(number))
        case 2: clock.advance(seconds: 60)
        case 3 where step % 10 == 0: cache.sweep()
        case 4..<12:
          _ = tier.put(key(number), Sized(number), bytes: bytes, expires: .max, now: 0)
          if tier.heldBytes > limit { over.wrappingAdd(1, ordering: .relaxed) }
        default:
          requests.wrappingAdd(1, ordering: .relaxed)
          let home: CacheTier = number % 2 == 0 ? .hot : .panels
          let value = try? cache.value(for: key(number), in: home) { Sized(number, bytes: bytes) }
          if value?.number != number { wrong.wrappingAdd(1, ordering: .relaxed) }
          if let found = tier.hit(key(number), now: 0) as? Sized, found.number != number {
            wrong.wrappingAdd(1, ordering: .relaxed)
          }
        }
      }
    }
    #expect(wrong.load(ordering: .relaxed) == 0 && over.load(ordering: .relaxed) == 0)
    let statistics = cache.statistics
    #expect(statistics.hot.requests == requests.load(ordering: .relaxed))
    #expect(statistics.hot.bytes <= limit && statistics.panels.bytes <= limit)
    for tier in [statistics.hot, statistics.panels] {
      #expect(tier.insertions - tier.evictions.total == tier.entries)
    }
    #expect(tier.statistics.bytes == tier.heldBytes && tier.heldBytes <= limit)
    #expect(tier.statistics.requests == requests.load(ordering: .relaxed))
  }
}

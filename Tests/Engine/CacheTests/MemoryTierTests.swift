import Testing

@testable import TickmarkCache

@Suite struct MemoryTierTests {
  static let policies = CachePolicy.allCases

  @Test(arguments: policies, [1, 8]) func `a tier is never over its limit, and gives what was put`(
    policy: CachePolicy, shards: Int
  ) {
    let limit = 600_000
    let tier = AnyMemoryTier(policy, limit: limit, shards: shards)
    var numbers = Numbers(seed: 11)
    var put: [Int: Sized] = [:]
    var (requests, hits) = (0, 0)
    for step in 0..<20_000 {
      let number = Int.random(in: 0..<3_000, using: &numbers)
      // Tiny ones, then large ones, then both.
      let most = [30, 100_000, 5_000][step / 7_000]
      if Bool.random(using: &numbers) {
        let value = Sized(number, bytes: Int.random(in: 0...most, using: &numbers))
        if tier.put(key(number), value, bytes: value.heldBytes, expires: .max, now: 0) { put[number] = value }
      } else {
        requests += 1
        if let value = tier.hit(key(number), now: 0) {
          hits += 1
          let isTheOne = value === put[number]
          #expect(isTheOne)
        }
      }
      if step % 97 == 0 { #expect(tier.statistics.bytes <= limit) }
      #expect(tier.heldBytes <= limit)
    }
    let statistics = tier.statistics
    #expect(statistics.hits == hits && statistics.requests == requests && hits > 0)
    #expect(statistics.bytes == tier.heldBytes)
    #expect(statistics.insertions - statistics.evictions.total == statistics.entries)
    #expect(statistics.evictions[.capacity] > 0 && statistics.evictions[.replaced] > 0)
    #expect(statistics.bytes > limit / 2)
  }

  /// With `lru`: the others let values that nobody asked for again go first, however large.
  @Test func `places count, and are given back when large values need the room`() {
    let limit = 1_000_000
    let tier = AnyMemoryTier(.lru, limit: limit, shards: 1)
    for number in 0..<50_000 { _ = tier.put(key(number), Sized(number), bytes: 0, expires: .max, now: 0) }
    let tiny = tier.statistics
    // 72 bytes a value and more; that is all they are.
    #expect(tiny.entries > 4_000 && tiny.entries < limit / Entries.slotBytes)
    // Full, as far as tables that double can be.
    #expect(tiny.bytes > limit / 2)
    for number in 0..<100 { #expect(tier.put(key(-1 - number), Sized(0), bytes: 90_000, expires: .max, now: 0)) }
    #expect(tier.statistics.entries <= 11 && tier.statistics.bytes > 800_000)
  }

  @Test(arguments: policies) func `a value larger than a shard is kept, one larger than the tier is not`(
    policy: CachePolicy
  ) {
    let tier = AnyMemoryTier(policy, limit: 1_000_000, shards: 8)
    for number in 0..<500 { #expect(tier.put(key(number), Sized(number), bytes: 100, expires: .max, now: 0)) }
    #expect(!tier.put(key(1_000), Sized(1_000), bytes: 1_000_001, expires: .max, now: 0))
    #expect(!tier.put(key(1_000), Sized(1_000), bytes: .max, expires: .max, now: 0))
    #expect(!tier.put(key(1_000), Sized(1_000), bytes: -1, expires: .max, now: 0))
    #expect(!tier.put(key(1_000), Sized(1_000), bytes: 1_000_000, expires: .max, now: 0))
    // In vain nothing went.
    #expect(tier.statistics.entries == 500 && tier.statistics.refused == 4)
    #expect(tier.put(key(1_001), Sized(1_001), bytes: 900_000, expires: .max, now: 0))
    #expect((tier.hit(key(1_001), now: 0) as? Sized)?.number == 1_001)
    #expect(tier.heldBytes <= 1_000_000)
  }

  @Test(arguments: policies) func `a tier without room keeps nothing and does not hang`(policy: CachePolicy) {
    for limit in [0, 1, 100, 1_400] {
      let tier = AnyMemoryTier(policy, limit: limit, shards: 64)
      #expect(!tier.put(key(1), Sized(1), bytes: limit, expires: .max, now: 0))
      #expect(tier.hit(key(1), now: 0) == nil)
      #expect(tier.statistics.refused == 1 && tier.statistics.misses == 1)
    }
  }

  @Test(arguments: policies) func `a value that was refused leaves no older one in its place`(policy: CachePolicy) {
    let tier = AnyMemoryTier(policy, limit: 10_000, shards: 1)
    #expect(tier.put(key(1), Sized(1), bytes: 10, expires: .max, now: 0))
    #expect(!tier.put(key(1), Sized(2), bytes: 10_001, expires: .max, now: 0))
    #expect(tier.peek(key(1), now: 0) == nil)
  }

  @Test(arguments: policies) func `what has expired is never given, and counted as that when it goes`(
    policy: CachePolicy
  ) {
    let tier = AnyMemoryTier(policy, limit: 100_000, shards: 4)
    #expect(tier.put(key(1), Sized(1), bytes: 10, expires: 100, now: 0))
    #expect(tier.put(key(2), Sized(2), bytes: 10, expires: 101, now: 0))
    #expect(tier.hit(key(1), now: 99) != nil)
    #expect(tier.hit(key(1), now: 100) == nil && tier.peek(key(1), now: 100) == nil)
    #expect(!tier.put(key(3), Sized(3), bytes: 10, expires: 100, now: 100))
    let held = tier.heldBytes
    tier.sweep(now: 100)
    #expect(tier.heldBytes == held - 10 && tier.statistics.evictions[.expired] == 1)
    #expect(tier.hit(key(2), now: 100) != nil)
    #expect(tier.put(key(2), Sized(4), bytes: 10, expires: 300, now: 200))
    #expect(tier.statistics.evictions[.expired] == 2 && tier.statistics.evictions[.replaced] == 0)
  }

  @Test(arguments: policies) func `removed is removed, and its room is there again`(policy: CachePolicy) {
    let tier = AnyMemoryTier(policy, limit: 500_000, shards: 4)
    let empty = tier.heldBytes
    for number in 0..<300 { _ = tier.put(key(number), Sized(number), bytes: 1_000, expires: .max, now: 0) }
    #expect(tier.remove(key(7), .removed, now: 0) && !tier.remove(key(7), .removed, now: 0))
    #expect(tier.hit(key(7), now: 0) == nil)
    tier.removeAll(now: 0)
    let statistics = tier.statistics
    #expect(statistics.entries == 0 && statistics.evictions[.removed] == 300)
    #expect(tier.heldBytes < empty + 300 * 200)
  }

  @Test(arguments: policies) func `a value goes when the cache lets it go`(policy: CachePolicy) {
    final class Mourned: Sendable {}
    let tier = AnyMemoryTier(policy, limit: 100_000, shards: 1)
    weak var first: Mourned?
    do {
      let value = Mourned()
      first = value
      #expect(tier.put(key(1), value, bytes: 1, expires: .max, now: 0))
    }
    #expect(first != nil)
    _ = tier.remove(key(1), .removed, now: 0)
    #expect(first == nil)
  }

  @Test(arguments: policies) func `a value goes when the cache lets it go, after its slot was moved, too`(
    policy: CachePolicy
  ) {
    final class Mourned: Sendable {}
    let tier = AnyMemoryTier(policy, limit: 1_000_000, shards: 1)
    for number in 0..<200 { #expect(tier.put(key(number), Sized(number), bytes: 1, expires: .max, now: 0)) }
    weak var last: Mourned?
    do {
      let value = Mourned()
      last = value
      #expect(tier.put(key(200), value, bytes: 1, expires: .max, now: 0))
    }
    for number in 0..<200 { #expect(tier.remove(key(number), .removed, now: 0)) }
    #expect(last != nil && tier.peek(key(200), now: 0) != nil)
    _ = tier.remove(key(200), .removed, now: 0)
    #expect(last == nil)
  }

  @Test(arguments: policies) func `a hit is asked of the key and not of its digest's half`(policy: CachePolicy) {
    // All in one place of the table: the low words' lower halves are equal, then their upper ones.
    let tier = AnyMemoryTier(policy, limit: 1_000_000, shards: 1)
    let keys = (0..<200).map { CacheKey(high: UInt64($0), low: 5) }
    for (number, key) in keys.enumerated() { #expect(tier.put(key, Sized(number), bytes: 1, expires: .max, now: 0)) }
    for number in stride(from: 0, to: 200, by: 3) { #expect(tier.remove(keys[number], .removed, now: 0)) }
    for (number, key) in keys.enumerated() {
      #expect((tier.hit(key, now: 0) as? Sized)?.number == (number % 3 == 0 ? nil : number))
    }
  }
}

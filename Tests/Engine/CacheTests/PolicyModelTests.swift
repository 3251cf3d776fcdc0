import Testing

@testable import TickmarkCache

/// Each policy beside the plainest thing that does the same.
@Suite struct PolicyModelTests {
  /// The most recently used first.
  private struct NaiveLRU {
    var entries: [(key: Int, bytes: Int, expires: Int64)] = []
    let limit: Int

    mutating func get(_ key: Int, now: Int64) -> Bool {
      guard let index = entries.firstIndex(where: { $0.key == key }), now < entries[index].expires else { return false }
      entries.insert(entries.remove(at: index), at: 0)
      return true
    }

    mutating func put(_ key: Int, _ bytes: Int, expires: Int64) -> Bool {
      entries.removeAll { $0.key == key }
      guard bytes <= limit else { return false }
      while entries.reduce(0, { $0 + $1.bytes }) + bytes > limit { entries.removeLast() }
      entries.insert((key, bytes, expires), at: 0)
      return true
    }
  }

  @Test(arguments: 0..<20) func `lru does what a list does, whatever the sizes and the time`(seed: UInt64) {
    var numbers = Numbers(seed: seed)
    let limit = [0, 1, 7, 100, 1_000][Int(seed % 5)]
    var model = NaiveLRU(limit: limit)
    let tier = MemoryTier<LRU>(limit: limit, shards: 1, weighing: .weights)
    let keys = (0..<40).map(key)
    var now: Int64 = 0
    for step in 0..<1_000 {
      let number = Int.random(in: 0..<40, using: &numbers)
      switch Int.random(in: 0..<10, using: &numbers) {
      case 0..<5:
        let value = tier.hit(keys[number], now: now) as? Sized
        #expect((value != nil) == model.get(number, now: now), "step \(step)")
        #expect(value == nil || value?.number == number)
      case 5..<9:
        let bytes = [0, 1, 2, limit / 3, limit - 1, limit, limit + 1, 13].randomElement(using: &numbers) ?? 0
        guard bytes >= 0 else { continue }
        let expires = now + Int64.random(in: 1...200, using: &numbers)
        let isKept = tier.put(keys[number], Sized(number), bytes: bytes, expires: expires, now: now)
        #expect(isKept == model.put(number, bytes, expires: expires), "step \(step)")
      default: now += Int64.random(in: 0..<50, using: &numbers)
      }
      let held = (0..<40).filter { tier.peek(keys[$0], now: .min) != nil }
      #expect(Set(held) == Set(model.entries.map(\.key)), "step \(step)")
      #expect(tier.heldBytes == model.entries.reduce(0) { $0 + $1.bytes })
    }
  }

  /// The paper's algorithm 1 with arrays, the newest first; entries weigh 1.
  private struct NaiveS3FIFO {
    var small: [Int] = []
    var main: [Int] = []
    var ghosts: [Int] = []
    var hits: [Int: Int] = [:]
    var hasEvicted = false
    let capacity: Int

    mutating func request(_ key: Int) -> Bool {
      if small.contains(key) || main.contains(key) {
        hits[key] = min((hits[key] ?? 0) + 1, 3)
        return true
      }
      let ghost = ghosts.firstIndex(of: key)
      if let ghost { ghosts.remove(at: ghost) }
      while small.count + main.count >= capacity { evict() }
      hits[key] = 0
      if ghost != nil {
        main.insert(key, at: 0)
      } else if !hasEvicted && small.count >= capacity / 10 {
        main.insert(key, at: 0)
      } else {
        small.insert(key, at: 0)
      }
      return false
    }

    mutating func evict() {
      hasEvicted = true
      if !small.isEmpty, main.count <= small.count + main.count - (small.count + main.count) / 10 {
        while let key = small.popLast() {
          if (hits[key] ?? 0) > 1 {
            main.insert(key, at: 0)
          } else {
            ghosts.insert(key, at: 0)
            while ghosts.count > small.count + main.count - (small.count + main.count) / 10 { ghosts.removeLast() }
            return
          }
        }
      }
      while let key = main.popLast() {
        guard let count = hits[key], count > 0 else { return }
        hits[key] = count - 1
        main.insert(key, at: 0)
      }
    }
  }

  @Test(arguments: [1, 2, 10, 11, 50, 100]) func `s3fifo does what its paper says`(capacity: Int) {
    var numbers = Numbers(seed: UInt64(capacity))
    var model = NaiveS3FIFO(capacity: capacity)
    let tier = MemoryTier<S3FIFO>(limit: capacity, shards: 1, weighing: .weights)
    for step in 0..<5_000 {
      // Few keys often, many seldom, and a scan now and then.
      let unit = Double.random(in: 0..<1, using: &numbers)
      let number = step / 500 % 3 == 2 ? 1_000 + step : Int(unit * unit * unit * 4 * Double(capacity))
      let isHit = tier.hit(key(number), now: 0) != nil
      if !isHit { #expect(tier.put(key(number), Sized(number), bytes: 1, expires: 1, now: 0)) }
      #expect(isHit == model.request(number), "step \(step)")
    }
    #expect(tier.statistics.hits > 0 && tier.statistics.evictions[.capacity] > 0)
  }

  @Test(arguments: [CachePolicy.s3fifo, .wtinylfu]) func `what is asked for often survives what is asked for once`(
    policy: CachePolicy
  ) {
    let popular = (0..<50).flatMap { _ in 0..<40 as Range<UInt64> }
    let scan = (0..<500).map { UInt64(1_000 + $0) }
    let again = Array(0..<40 as Range<UInt64>)
    let before = TraceReplay.hits(popular + scan, policy: policy, capacity: 60)
    #expect(TraceReplay.hits(popular + scan + again, policy: policy, capacity: 60) - before >= 38)
    let lru = TraceReplay.hits(popular + scan, policy: .lru, capacity: 60)
    #expect(TraceReplay.hits(popular + scan + again, policy: .lru, capacity: 60) == lru)
  }

  @Test func `a sketch never counts too few, until it halves`() {
    var numbers = Numbers(seed: 3)
    var sketch = FrequencySketch()
    var exact: [CacheKey: Int] = [:]
    for step in 0..<600 {
      // Wider meanwhile: nothing is forgotten.
      if step == 300 { sketch.grow(keys: 200) }
      let unit = Double.random(in: 0..<1, using: &numbers)
      let key = key(Int(unit * unit * 60))
      sketch.count(key)
      exact[key, default: 0] += 1
    }
    for (key, count) in exact { #expect(Int(sketch.estimate(key)) >= min(count, 15)) }
    let most = exact.keys.map { Int(sketch.estimate($0)) }.max() ?? 0
    #expect(most == 15)
    for step in 0..<5_000 { sketch.count(Self.other(step)) }
    #expect(exact.filter { $0.value < 5 }.keys.contains { Int(sketch.estimate($0)) < 15 })
    #expect(sketch.estimate(key(59)) <= 15)
  }

  private static func other(_ number: Int) -> CacheKey { key(1_000_000 + number % 100) }

  @Test(arguments: CachePolicy.allCases) func `no policy knows more than the future`(policy: CachePolicy) {
    var numbers = Numbers(seed: 17)
    let trace = (0..<3_000).map { _ in UInt64.random(in: 0..<10, using: &numbers) * .random(in: 0..<10, using: &numbers)
    }
    for capacity in [0, 1, 2, 5, 20, 60] {
      let hits = TraceReplay.hits(trace, policy: policy, capacity: capacity)
      let best = TraceReplay.beladyHits(trace, capacity: capacity)
      #expect(hits <= best)
      #expect(capacity > 0 || best == 0)
    }
    // With room for all, each key misses once.
    let distinct = Set(trace).count
    #expect(TraceReplay.hits(trace, policy: policy, capacity: distinct) == trace.count - distinct)
    #expect(TraceReplay.beladyHits(trace, capacity: distinct) == trace.count - distinct)
  }

  /// By hand: of 1 2 3 1 2 4 1 2 with two places, three requests can be hits at most.
  @Test func `Belady's bound is the best there is`() {
    #expect(TraceReplay.beladyHits([1, 2, 3, 1, 2, 4, 1, 2], capacity: 2) == Self.best([1, 2, 3, 1, 2, 4, 1, 2], 2))
    var numbers = Numbers(seed: 5)
    for _ in 0..<30 {
      let trace = (0..<10).map { _ in UInt64.random(in: 0..<5, using: &numbers) }
      for capacity in 1...3 {
        #expect(TraceReplay.beladyHits(trace, capacity: capacity) == Self.best(trace, capacity), "\(trace) \(capacity)")
      }
    }
  }

  /// Of every way to choose who goes.
  private static func best(_ trace: [UInt64], _ capacity: Int, _ held: Set<UInt64> = []) -> Int {
    guard let key = trace.first else { return 0 }
    let rest = Array(trace.dropFirst())
    if held.contains(key) { return 1 + best(rest, capacity, held) }
    if held.count < capacity { return best(rest, capacity, held.union([key])) }
    return held.map { best(rest, capacity, held.subtracting([$0]).union([key])) }.max() ?? 0
  }
}

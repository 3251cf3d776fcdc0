/// How many requests of a recorded sequence a policy answers, where every entry weighs the same.
public enum TraceReplay {
  /// Hits of a cache of `capacity` entries that begins empty and takes in every key that it misses.
  public static func hits(_ keys: [UInt64], policy: CachePolicy, capacity: Int) -> Int {
    precondition(capacity >= 0, "no negative capacity")
    switch policy {
    case .lru: return replay(keys, MemoryTier<LRU>(limit: capacity, shards: 1, weighing: .weights))
    case .s3fifo: return replay(keys, MemoryTier<S3FIFO>(limit: capacity, shards: 1, weighing: .weights))
    case .wtinylfu: return replay(keys, MemoryTier<WTinyLFU>(limit: capacity, shards: 1, weighing: .weights))
    }
  }

  private static func replay<Policy: EvictionPolicy>(_ keys: [UInt64], _ tier: MemoryTier<Policy>) -> Int {
    let value = Nothing()
    for key in keys {
      let key = CacheKey(high: mixed(key), low: mixed(~key))
      if tier.hit(key, now: 0) == nil { _ = tier.put(key, value, bytes: 1, expires: 1, now: 0) }
    }
    return tier.statistics.hits
  }

  /// Hits of whoever knows the future: that entry goes whose next request is farthest away (L. Belady, "A study of replacement
  /// algorithms for a virtual-storage computer", 1966). No policy that takes in what it misses has more.
  public static func beladyHits(_ keys: [UInt64], capacity: Int) -> Int {
    precondition(capacity >= 0, "no negative capacity")
    var held = Set<UInt64>()
    // Next requests of what is held, the farthest on top; one of the past belongs to nobody any more.
    var farthest = FarthestFirst()
    let next = nextRequests(keys)
    var hits = 0
    for (index, key) in keys.enumerated() {
      if held.contains(key) {
        hits += 1
      } else {
        if held.count == capacity, let farthest = farthest.removeFarthest() { held.remove(farthest) }
        if capacity > 0 { held.insert(key) }
      }
      farthest.insert(next[index], key)
    }
    return hits
  }

  /// For each request the index of the next one for the same key; beyond the end, and all different, where there is none.
  private static func nextRequests(_ keys: [UInt64]) -> [Int] {
    var next = [Int](repeating: 0, count: keys.count)
    var seen: [UInt64: Int] = [:]
    for index in keys.indices.reversed() {
      next[index] = seen[keys[index]] ?? 2 * keys.count - index
      seen[keys[index]] = index
    }
    return next
  }

  /// Splitmix64's mix: a trace's keys are small numbers, the cache's are hashes.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  private final class Nothing: Sendable {}
}

/// A heap of keys by the moment of their next request.
///
/// A key that is requested again comes in once more, with a later moment: its older one is below every moment that is still to
/// come, and so never on top while a key is held.
private struct FarthestFirst {
  private var heap: [(next: Int, key: UInt64)] = []

  mutating func insert(_ next: Int, _ key: UInt64) {
    heap.append((next, key))
    var place = heap.count - 1
    while place > 0, heap[(place - 1) / 2].next < heap[place].next {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeFarthest() -> UInt64? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return top.key
  }

  private mutating func sink() {
    var place = 0
    while true {
      var largest = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[child].next > heap[largest].next {
        largest = child
      }
      if largest == place { return }
      heap.swapAt(place, largest)
      place = largest
    }
  }
}

import Synchronization
import TickmarkMemory

/// A cache in memory, bounded by bytes and by age; any number of threads may use it at once.
///
/// Entries lie in shards by their key, on cache lines of their own. Where the policy only counts hits, threads that hit do not write
/// to what another one reads. The limit is of all shards together, so that one value may be as large as the tier. Room for a value is taken from the limit before the value is put: the tier is
/// never over it. Who goes is chosen in the fuller of two shards, the new entry's and the next in turn.
final class MemoryTier<Policy: EvictionPolicy>: Sendable {
  let limit: Int
  private let cells: ReadMostlyCells<Shard<Policy>>
  private let mask: Int
  /// Of a tier without entries.
  private let emptyBytes: Int
  private let held: Atomic<Int>
  private let turn = Atomic(0)
  private let refused = Atomic(0)

  /// - Parameter shards: a power of two; fewer where they would not have `leastShardBytes` each.
  init(limit: Int, shards: Int, weighing: CacheWeighing = .bytes) {
    precondition(
      limit >= 0 && shards >= 1 && shards & (shards - 1) == 0, "a power of two of shards, and no negative limit")
    var count = shards
    while count > 1, limit / count < Self.leastShardBytes { count /= 2 }
    self.limit = limit
    let room = limit / count
    let empty = Shard<Policy>(weighing: weighing, room: room).heldBytes
    cells = ReadMostlyCells(count: count) { _ in Shard(weighing: weighing, room: room) }
    mask = count - 1
    emptyBytes = count * empty
    held = Atomic(count * empty)
  }

  private static var leastShardBytes: Int { 1 << 16 }

  func hit(_ key: CacheKey, now: Int64) -> CachedObject? {
    let home = shard(of: key)
    guard Policy.countsHits else { return cells.change(home) { $0.hit(key, now: now) } }
    return cells.read(home, isCounted: true) { $0.sharedHit(key, now: now) }
  }

  /// As it is: not counted, no change of order.
  func peek(_ key: CacheKey, now: Int64) -> Found? {
    cells.read(shard(of: key)) { $0.peek(key, now: now) }
  }

  /// False where the value was not kept.
  func put(_ key: CacheKey, _ value: CachedObject, bytes: Int, expires: Int64, now: Int64) -> Bool {
    let home = shard(of: key)
    var wasRemembered = false
    // What would not fit into an empty tier lets nothing go in vain.
    let isTooLarge = bytes > limit - emptyBytes
    // A full tier makes room for a new key without trying in vain first. One that it knows has to be looked at before others go.
    if bytes >= 0, !isTooLarge, heldBytes + bytes > limit, expires > now, !cells.read(home, { $0.knows(key) }) {
      _ = evict(now: now, near: home)
    }
    while bytes >= 0, !isTooLarge, expires > now {
      if insert(key, value, bytes: bytes, expires: expires, now: now, home, &wasRemembered) { return true }
      guard evict(now: now, near: home) else { break }
    }
    _ = remove(key, .replaced, now: now)
    refused.wrappingAdd(1, ordering: .relaxed)
    return false
  }

  func remove(_ key: CacheKey, _ cause: EvictionCause, now: Int64) -> Bool {
    change(shard(of: key)) { $0.remove(key, cause, now: now) } != nil
  }

  /// Lets everything go that has expired.
  func sweep(now: Int64) {
    for index in 0..<cells.count {
      let keys = cells.read(index) { $0.expiredKeys(now: now) }
      // One by one: the lock is held for a moment only, and values go outside of it.
      for key in keys {
        guard peek(key, now: now) == nil else { continue }
        _ = remove(key, .expired, now: now)
      }
    }
  }

  func removeAll(now: Int64) {
    for index in 0..<cells.count {
      for key in cells.read(index, { $0.keys }) {
        _ = remove(key, .removed, now: now)
      }
    }
  }

  var statistics: TierStatistics {
    var sum = TierStatistics()
    for index in 0..<cells.count {
      cells.read(index) { shard in
        sum.add(shard.counts)
        sum.entries += shard.live
        sum.bytes += shard.heldBytes
        if Policy.countsHits {
          let misses = shard.sharedMisses.load(ordering: .relaxed)
          sum.hits += cells.reads(index) - misses
          sum.misses += misses
        }
      }
    }
    sum.limitBytes = limit
    sum.refused = refused.load(ordering: .relaxed)
    return sum
  }

  /// What is held and what is reserved.
  var heldBytes: Int { held.load(ordering: .relaxed) }

  private func shard(of key: CacheKey) -> Int { Int(truncatingIfNeeded: key.high >> 40) & mask }

  private func insert(
    _ key: CacheKey, _ value: CachedObject, bytes: Int, expires: Int64, now: Int64, _ home: Int,
    _ wasRemembered: inout Bool
  ) -> Bool {
    let (isIn, replaced) = change(home) { shard, reserved -> (Bool, CachedObject?) in
      let before = shard.heldBytes
      let replaced = shard.remove(key, .replaced, now: now)
      if shard.recall(key) { wasRemembered = true }
      // What the old value held is there for the new one.
      let growth = max(0, shard.growth(key, bytes: bytes) - (before - shard.heldBytes))
      guard reserve(growth) else { return (false, replaced) }
      reserved = growth
      shard.insert(key, value, bytes: bytes, expires: expires, wasRemembered: wasRemembered)
      assert(shard.heldBytes - before <= growth, "a value takes no more than was reserved for it")
      return (true, replaced)
    }
    // A value that was replaced goes here, outside of the lock.
    _ = replaced
    return isIn
  }

  private func reserve(_ bytes: Int) -> Bool {
    var seen = held.load(ordering: .relaxed)
    while seen + bytes <= limit {
      let (isTaken, now) = held.weakCompareExchange(
        expected: seen, desired: seen + bytes, ordering: .relaxed)
      if isTaken { return true }
      seen = now
    }
    return false
  }

  /// Lets one entry go; false where no shard has one.
  private func evict(now: Int64, near home: Int) -> Bool {
    let next = turn.wrappingAdd(1, ordering: .relaxed).oldValue & mask
    if held(home) >= held(next), evict(from: home, now) { return true }
    for step in 0..<cells.count where evict(from: (next + step) & mask, now) { return true }
    return false
  }

  private func evict(from index: Int, _ now: Int64) -> Bool { change(index) { $0.evict(now: now) } != nil }

  private func held(_ index: Int) -> Int { cells.read(index) { $0.heldBytes } }

  private func change<Result: Sendable>(_ index: Int, _ body: (inout Shard<Policy>) -> Result) -> Result {
    change(index) { shard, _ in body(&shard) }
  }

  /// Changes a shard under its lock, and counts what it holds then in place of what `body` has reserved.
  private func change<Result: Sendable>(
    _ index: Int, _ body: (inout Shard<Policy>, _ reserved: inout Int) -> Result
  ) -> Result {
    cells.change(index) { shard in
      let before = shard.heldBytes
      var reserved = 0
      let result = body(&shard, &reserved)
      held.wrappingAdd(shard.heldBytes - before - reserved, ordering: .relaxed)
      return result
    }
  }
}

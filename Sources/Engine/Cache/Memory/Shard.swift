import Synchronization

/// Some of a tier's entries, and what happened to them; one thread changes it at a time.
///
/// What goes is handed to the caller, who lets it go once the lock is released: a value's `deinit` may take its time.
struct Shard<Policy: EvictionPolicy>: ~Copyable, Sendable {
  // First: a hit finds it on the cache line of the shard's lock.
  private var entries = Entries()
  private(set) var counts = ShardCounts()
  /// Of `sharedHit`.
  let sharedMisses = Atomic(0)
  private var policy: Policy
  /// Of the entries' values together, without their places in here.
  private(set) var valueBytes = 0
  /// Entries with a value.
  private(set) var live = 0
  private let weighing: CacheWeighing

  /// - Parameter room: about what the shard will hold once the tier is full.
  init(weighing: CacheWeighing, room: Int) {
    self.weighing = weighing
    policy = Policy(room: room)
  }

  /// What counts towards the limit.
  var heldBytes: Int { valueBytes + (weighing == .bytes ? entries.heldBytes + policy.heldBytes : 0) }

  /// What putting this value here would add at most.
  func growth(_ key: CacheKey, bytes: Int) -> Int {
    guard weighing == .bytes else { return bytes }
    // What a policy keeps for each slot doubles at most, and is rounded up by the allocator.
    let growth = entries.growth
    return bytes + growth + (growth > 0 ? 2 * policy.heldBytes : 0)
  }

  @inline(__always) mutating func hit(_ key: CacheKey, now: Int64) -> CachedObject? {
    let slot = entries.find(key)
    guard slot >= 0, let value = entries.slots[Int(slot)].value, now < entries.slots[Int(slot)].expires else {
      counts.misses += 1
      return nil
    }
    counts.hits += 1
    if Policy.countsHits { policy.count(slot, in: entries) } else { policy.touch(slot, in: &entries) }
    return value
  }

  /// As `hit`, for several threads at once; what it finds is counted by the caller.
  ///
  /// - Precondition: `Policy.countsHits`.
  @inline(__always) func sharedHit(_ key: CacheKey, now: Int64) -> CachedObject? {
    let slot = entries.find(key)
    guard slot >= 0, let value = entries.slots[Int(slot)].value, now < entries.slots[Int(slot)].expires else {
      sharedMisses.wrappingAdd(1, ordering: .relaxed)
      return nil
    }
    policy.count(slot, in: entries)
    return value
  }

  /// The entry of a key as it is, if it has not expired: no hit, no change of order.
  func peek(_ key: CacheKey, now: Int64) -> Found? {
    let slot = entries.find(key)
    guard slot >= 0, let value = entries.slots[Int(slot)].value, now < entries.slots[Int(slot)].expires else {
      return nil
    }
    return Found(value: value, expires: entries.slots[Int(slot)].expires)
  }

  /// When the entry of a key expires or expired; nil where it has no value.
  func expiry(_ key: CacheKey) -> Int64? {
    let slot = entries.find(key)
    return slot >= 0 && entries.slots[Int(slot)].value != nil ? entries.slots[Int(slot)].expires : nil
  }

  /// Whether a key has a value here or is remembered.
  func knows(_ key: CacheKey) -> Bool { entries.find(key) >= 0 }

  /// Whether the policy remembers a key whose value went; it forgets it now.
  ///
  /// Before room is made for the key's new value: that may push the oldest of what is remembered out.
  mutating func recall(_ key: CacheKey) -> Bool {
    let slot = entries.find(key)
    guard slot >= 0, entries.slots[Int(slot)].value == nil else { return false }
    policy.remove(slot, from: &entries)
    entries.drop(slot)
    return true
  }

  /// - Precondition: the key has no value here and is not remembered, and there is room.
  mutating func insert(_ key: CacheKey, _ value: CachedObject, bytes: Int, expires: Int64, wasRemembered: Bool = false)
  {
    let slot = entries.add(key)
    entries.slots[Int(slot)].value = value
    entries.slots[Int(slot)].expires = expires
    entries.places[Int(slot)].weight = weighing == .bytes ? bytes + Entries.slotBytes : bytes
    entries.places[Int(slot)].bytes = bytes
    policy.grow(entries: entries.slots.count)
    policy.insert(slot, wasRemembered: wasRemembered, in: &entries)
    valueBytes += bytes
    live += 1
    counts.insertions += 1
  }

  /// Takes the value of a key away; nil where it has none.
  ///
  /// - Parameter cause: of a value that has not expired; of others that is the cause.
  mutating func remove(_ key: CacheKey, _ cause: EvictionCause, now: Int64) -> CachedObject? {
    let slot = entries.find(key)
    guard slot >= 0, entries.slots[Int(slot)].value != nil else { return nil }
    policy.remove(slot, from: &entries)
    let value = empty(slot, now < entries.slots[Int(slot)].expires ? cause : .expired)
    entries.drop(slot)
    settle()
    return value
  }

  /// Makes room by one entry; nil where there is none.
  mutating func evict(now: Int64) -> (key: CacheKey, value: CachedObject)? {
    guard let evicted = policy.evict(from: &entries) else { return nil }
    let slot = evicted.slot
    let key = entries.slots[Int(slot)].key
    let cause = now < entries.slots[Int(slot)].expires ? EvictionCause.capacity : .expired
    guard let value = empty(slot, cause) else { return nil }
    if !evicted.isRemembered { entries.drop(slot) }
    settle()
    return (key, value)
  }

  /// Brings what is kept beside the values back into proportion.
  private mutating func settle() {
    while let forgotten = policy.forget(in: &entries) { entries.drop(forgotten) }
    if weighing == .bytes, entries.isMostlyIdle { policy.renumber(entries.shrink()) }
  }

  /// The keys whose values have expired.
  func expiredKeys(now: Int64) -> [CacheKey] {
    entries.keys { now >= $0.expires }
  }

  var keys: [CacheKey] { entries.keys { _ in true } }

  private mutating func empty(_ slot: Int32, _ cause: EvictionCause) -> CachedObject? {
    let value = entries.slots[Int(slot)].value
    entries.slots[Int(slot)].value = nil
    valueBytes -= entries.places[Int(slot)].bytes
    live -= 1
    counts.evictions[cause] += 1
    return value
  }
}

/// A value with the moment at which it expires.
struct Found {
  let value: CachedObject
  let expires: Int64
}

/// How the entries of a tier count towards its limit.
enum CacheWeighing: Sendable {
  /// By the bytes that they hold, their places in the tables among them.
  case bytes
  /// By what they are said to weigh and nothing else: traces, and files, whose places are not on the disk.
  case weights
}

/// A tier in memory, whatever its policy.
///
/// A case a policy and no protocol: through a protocol the code of a generic class runs unspecialised, and a hit takes four
/// times as long (measured with Swift 6.3).
enum AnyMemoryTier: Sendable {
  case lru(MemoryTier<LRU>)
  case s3fifo(MemoryTier<S3FIFO>)
  case wtinylfu(MemoryTier<WTinyLFU>)

  init(_ policy: CachePolicy, limit: Int, shards: Int, weighing: CacheWeighing = .bytes) {
    switch policy {
    case .lru: self = .lru(MemoryTier(limit: limit, shards: shards, weighing: weighing))
    case .s3fifo: self = .s3fifo(MemoryTier(limit: limit, shards: shards, weighing: weighing))
    case .wtinylfu: self = .wtinylfu(MemoryTier(limit: limit, shards: shards, weighing: weighing))
    }
  }

  @inline(__always) func hit(_ key: CacheKey, now: Int64) -> CachedObject? {
    switch self {
    case .lru(let tier): tier.hit(key, now: now)
    case .s3fifo(let tier): tier.hit(key, now: now)
    case .wtinylfu(let tier): tier.hit(key, now: now)
    }
  }

  func peek(_ key: CacheKey, now: Int64) -> Found? {
    switch self {
    case .lru(let tier): tier.peek(key, now: now)
    case .s3fifo(let tier): tier.peek(key, now: now)
    case .wtinylfu(let tier): tier.peek(key, now: now)
    }
  }

  func put(_ key: CacheKey, _ value: CachedObject, bytes: Int, expires: Int64, now: Int64) -> Bool {
    switch self {
    case .lru(let tier): tier.put(key, value, bytes: bytes, expires: expires, now: now)
    case .s3fifo(let tier): tier.put(key, value, bytes: bytes, expires: expires, now: now)
    case .wtinylfu(let tier): tier.put(key, value, bytes: bytes, expires: expires, now: now)
    }
  }

  func remove(_ key: CacheKey, _ cause: EvictionCause, now: Int64) -> Bool {
    switch self {
    case .lru(let tier): tier.remove(key, cause, now: now)
    case .s3fifo(let tier): tier.remove(key, cause, now: now)
    case .wtinylfu(let tier): tier.remove(key, cause, now: now)
    }
  }

  func sweep(now: Int64) {
    switch self {
    case .lru(let tier): tier.sweep(now: now)
    case .s3fifo(let tier): tier.sweep(now: now)
    case .wtinylfu(let tier): tier.sweep(now: now)
    }
  }

  func removeAll(now: Int64) {
    switch self {
    case .lru(let tier): tier.removeAll(now: now)
    case .s3fifo(let tier): tier.removeAll(now: now)
    case .wtinylfu(let tier): tier.removeAll(now: now)
    }
  }

  var statistics: TierStatistics {
    switch self {
    case .lru(let tier): tier.statistics
    case .s3fifo(let tier): tier.statistics
    case .wtinylfu(let tier): tier.statistics
    }
  }

  var heldBytes: Int {
    switch self {
    case .lru(let tier): tier.heldBytes
    case .s3fifo(let tier): tier.heldBytes
    case .wtinylfu(let tier): tier.heldBytes
    }
  }
}

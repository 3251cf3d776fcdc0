import Synchronization
import TickmarkFrames
import TickmarkMemory

/// A cache in a folder, bounded by the bytes on the disk and by age, that outlives the process.
///
/// An entry is a file, read through the page cache and checked as a whole whenever it is asked for: one that is damaged,
/// foreign, of another version or gone is a miss, and removed. Which files there are is kept in memory, and found again
/// by their names, sizes and times when the folder is opened. Writers write one after the other.
final class FileTier<Policy: EvictionPolicy>: FileTierInterface {
  private struct State: ~Copyable, Sendable {
    var shard: Shard<Policy>
    var promotions = 0
    var refused = 0
    var failedWrites = 0
    /// Hits of the list of files whose file was no value.
    var misread = 0
  }

  /// Stands for the values, which are not in memory.
  private final class OnDisk: Sendable { init() {} }

  private let folder: EntryFolder
  private let limit: Int
  private let lifetime: Int64
  private let clock: any CacheClock
  private let state: Mutex<State>
  private let writing = Mutex(())
  private let onDisk = OnDisk()

  /// - Throws: `cannotUseFolder`, `folderInUse`.
  init(folder path: String, limit: Int, lifetime: Int64, clock: any CacheClock) throws(CacheError) {
    folder = try EntryFolder(path)
    state = Mutex(State(shard: Shard(weighing: .weights, room: limit)))
    self.limit = limit
    self.lifetime = lifetime
    self.clock = clock
    let now = clock.calendar
    for entry in try folder.entries() {
      guard entry.bytes <= limit, entry.made <= now, now - entry.made < lifetime else {
        folder.remove(entry.key)
        continue
      }
      makeRoom(entry.bytes, now)
      state.withLock { $0.shard.insert(entry.key, onDisk, bytes: entry.bytes, expires: entry.made + lifetime) }
    }
  }

  func value<Value: Cacheable>(_ key: CacheKey, as: Value.Type, isCounted: Bool) -> FoundInFile<Value>? {
    guard let kind = Value.storedKind else { return nil }
    let now = clock.calendar
    let (isListed, expires) = state.withLock { state in
      let expires = state.shard.expiry(key)
      return (isCounted ? state.shard.hit(key, now: now) != nil : state.shard.peek(key, now: now) != nil, expires)
    }
    guard isListed else {
      if let expires { drop(key, .expired, now, seen: expires) }
      return nil
    }
    if let found: FoundInFile<Value> = read(key, kind, seen: expires) { return found }
    if isCounted { state.withLock { $0.misread += 1 } }
    return nil
  }

  /// - Parameter expires: of the entry that was found in the list; a newer one is left alone.
  private func read<Value: Cacheable>(_ key: CacheKey, _ kind: UInt32, seen expires: Int64?) -> FoundInFile<Value>? {
    guard let file = try? MappedFile(path: folder.file(key)), let head = EntryFileLayout.head(of: file), head.key == key
    else {
      drop(key, .damaged, clock.calendar, seen: expires)
      return nil
    }
    // Asked again: the file may have been put there a moment ago. A clock that was set back makes no value younger than it is.
    let now = clock.calendar
    guard head.made <= now, now < head.expires else {
      drop(key, .expired, now, seen: expires)
      return nil
    }
    guard head.kind == kind else { return nil }
    guard let value = Value.stored(in: file, payload: EntryFileLayout.headBytes..<file.count) else {
      drop(key, .damaged, now, seen: expires)
      return nil
    }
    return FoundInFile(value: value, remaining: head.expires - now)
  }

  func put(_ key: CacheKey, _ value: some Cacheable) -> Bool {
    guard let head = head(key, value), EntryFolder.diskBytes(EntryFileLayout.headBytes + head.payloadBytes) <= limit
    else {
      state.withLock { $0.refused += 1 }
      return false
    }
    let bytes = EntryFolder.diskBytes(EntryFileLayout.headBytes + head.payloadBytes)
    return writing.withLock { _ in
      let (old, wasRemembered) = state.withLock { state in
        (state.shard.remove(key, .replaced, now: head.made), state.shard.recall(key))
      }
      if old != nil { folder.remove(key) }
      makeRoom(bytes, head.made)
      do { try folder.write(head, value) } catch {
        state.withLock { $0.failedWrites += 1 }
        return false
      }
      state.withLock { state in
        state.shard.insert(key, onDisk, bytes: bytes, expires: head.expires, wasRemembered: wasRemembered)
      }
      return true
    }
  }

  private func head(_ key: CacheKey, _ value: some Cacheable) -> EntryFileLayout.Head? {
    guard let kind = type(of: value).storedKind else { return nil }
    var hash = RunningHash()
    // Nothing is written here that could fail.
    do { try value.eachStoredPart { (part) throws(FrameError) in hash.append(part) } } catch { return nil }
    let now = clock.calendar
    return EntryFileLayout.Head(
      kind: kind, key: key, payloadBytes: hash.count, made: now, expires: now + lifetime, payloadHash: hash.value)
  }

  /// Removes files until so many bytes more would fit.
  private func makeRoom(_ bytes: Int, _ now: Int64) {
    while true {
      let evicted = state.withLock { state in
        state.shard.heldBytes + bytes > limit ? state.shard.evict(now: now)?.key : nil
      }
      guard let evicted else { return }
      folder.remove(evicted)
    }
  }

  /// Removes an entry and its file, together: no write of the key comes between.
  ///
  /// - Parameter expires: of the entry that is meant; nil for any.
  private func drop(_ key: CacheKey, _ cause: EvictionCause, _ now: Int64, seen expires: Int64? = nil) {
    writing.withLock { _ in
      let was = state.withLock { state -> CachedObject? in
        if let expires, state.shard.expiry(key) != expires { return nil }
        return state.shard.remove(key, cause, now: now)
      }
      if was != nil { folder.remove(key) }
    }
  }

  func remove(_ key: CacheKey) { drop(key, .removed, clock.calendar) }

  func sweep() {
    let now = clock.calendar
    for key in state.withLock({ $0.shard.expiredKeys(now: now) }) {
      guard let expires = state.withLock({ $0.shard.expiry(key) }), expires <= now else { continue }
      drop(key, .expired, now, seen: expires)
    }
  }

  func removeAll() {
    for key in state.withLock({ $0.shard.keys }) { remove(key) }
  }

  func countPromotion() { state.withLock { $0.promotions += 1 } }

  var statistics: TierStatistics {
    state.withLock { state in
      var sum = TierStatistics()
      sum.add(state.shard.counts)
      sum.hits -= state.misread
      sum.misses += state.misread
      sum.promotions = state.promotions
      sum.refused = state.refused
      sum.failedWrites = state.failedWrites
      sum.entries = state.shard.live
      sum.bytes = state.shard.heldBytes
      sum.limitBytes = limit
      return sum
    }
  }
}

struct FoundInFile<Value: Cacheable> {
  let value: Value
  /// Nanoseconds until it expires.
  let remaining: Int64
}

/// A tier in files, whatever its policy.
protocol FileTierInterface: AnyObject, Sendable {
  var statistics: TierStatistics { get }
  func value<Value: Cacheable>(_ key: CacheKey, as: Value.Type, isCounted: Bool) -> FoundInFile<Value>?
  /// False where the value was not kept.
  func put(_ key: CacheKey, _ value: some Cacheable) -> Bool
  func remove(_ key: CacheKey)
  func sweep()
  func removeAll()
  func countPromotion()
}

extension CachePolicy {
  func tier(
    folder: String, limit: Int, lifetime: Int64, clock: any CacheClock
  ) throws(CacheError) -> any FileTierInterface {
    switch self {
    case .lru: try FileTier<LRU>(folder: folder, limit: limit, lifetime: lifetime, clock: clock)
    case .s3fifo: try FileTier<S3FIFO>(folder: folder, limit: limit, lifetime: lifetime, clock: clock)
    case .wtinylfu: try FileTier<WTinyLFU>(folder: folder, limit: limit, lifetime: lifetime, clock: clock)
    }
  }
}

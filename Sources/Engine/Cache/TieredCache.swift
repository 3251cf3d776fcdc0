import Synchronization

/// Three tiers in front of anything expensive.
///
///     let cache = try TieredCache(settings)
///     let panel = try cache.value(for: key, in: .panels) { try CachedPanel(compute()) }
///
/// A value lives in the tier that it was computed for. When it is hit there it is put into the hot tier too, for as long
/// as both tiers allow, and is found there first. Values never change: a key says everything that a value follows from.
///
/// - Threads: any number at once. Of those that miss one key at once, one computes and the others wait for it. A computation
///   that fails is not kept; its error reaches everybody who waited.
/// - Bounds: each tier's bytes and age (`CacheSettings`).
/// - Complexity: a hit in the hot tier is one lock and no allocation.
public final class TieredCache: Sendable {
  private let settings: CacheSettings
  private let clock: any CacheClock
  private let hotLifetime: Int64
  private let panelLifetime: Int64
  private let hot: AnyMemoryTier
  private let panels: AnyMemoryTier
  private let history: (any FileTierInterface)?
  private let flights = FlightBook()
  private let loads = CacheTier.allCases.map { _ in LoadCounts() }
  private let panelPromotions = Atomic(0)

  /// - Throws: `badLimit`, `cannotUseFolder`, `folderInUse`.
  public init(_ settings: CacheSettings = CacheSettings(), clock: any CacheClock = SystemCacheClock())
    throws(CacheError)
  {
    try settings.check()
    self.settings = settings
    self.clock = clock
    hotLifetime = settings.hot.lifetimeNanoseconds
    panelLifetime = settings.panels.lifetimeNanoseconds
    hot = AnyMemoryTier(settings.hot.policy, limit: settings.hot.limitBytes, shards: settings.shards)
    panels = AnyMemoryTier(settings.panels.policy, limit: settings.panels.limitBytes, shards: settings.shards)
    if let folder = settings.folder {
      history = try settings.history.policy.tier(
        folder: folder, limit: settings.history.limitBytes, lifetime: settings.history.lifetimeNanoseconds, clock: clock
      )
    } else {
      history = nil
    }
  }

  /// The value of a key, computed only where it is not here.
  ///
  /// - Parameter home: where a computed value goes. History takes values with a stored form, and needs a folder; what it
  ///   cannot take is computed at every request, and counted as refused.
  /// - Throws: what `computing` throws, here or in the thread that this one waited for; `CacheError.circular`.
  @inlinable public func value<Value: Cacheable>(
    for key: CacheKey, in home: CacheTier = .hot, computing: () throws -> Value
  ) throws -> Value {
    if let value = hotValue(key) as? Value { return value }
    return try missed(key, home, computing)
  }

  /// The value of a key if it is here; it counts as a request.
  @inlinable public func cached<Value: Cacheable>(
    _ key: CacheKey, in home: CacheTier = .hot, as type: Value.Type
  ) -> Value? {
    if let value = hotValue(key) as? Value { return value }
    return lowerValue(key, home)
  }

  /// Keeps a value that was computed elsewhere; false where the tier cannot take it.
  @discardableResult public func put<Value: Cacheable>(_ value: Value, for key: CacheKey, in home: CacheTier = .hot)
    -> Bool
  {
    let now = clock.steady
    switch home {
    case .hot: return put(value, key, into: hot, hotLifetime, now)
    case .panels:
      _ = hot.remove(key, .replaced, now: now)
      return put(value, key, into: panels, panelLifetime, now)
    case .history:
      _ = hot.remove(key, .replaced, now: now)
      return history?.put(key, value) ?? false
    }
  }

  /// Forgets a key in every tier.
  public func remove(_ key: CacheKey) {
    let now = clock.steady
    _ = hot.remove(key, .removed, now: now)
    _ = panels.remove(key, .removed, now: now)
    history?.remove(key)
  }

  public func removeAll() {
    let now = clock.steady
    hot.removeAll(now: now)
    panels.removeAll(now: now)
    history?.removeAll()
  }

  /// Gives back what has expired and nobody asked for since; whoever has idle moments calls it then.
  public func sweep() {
    let now = clock.steady
    hot.sweep(now: now)
    panels.sweep(now: now)
    history?.sweep()
  }

  public var statistics: CacheStatistics {
    var all = CacheStatistics()
    all.hot = hot.statistics
    all.panels = panels.statistics
    all.panels.promotions = panelPromotions.load(ordering: .relaxed)
    all.history = history?.statistics
    loads[CacheTier.hot.rawValue].write(to: &all.hot)
    loads[CacheTier.panels.rawValue].write(to: &all.panels)
    if var history = all.history {
      loads[CacheTier.history.rawValue].write(to: &history)
      all.history = history
    }
    return all
  }

  @usableFromInline func hotValue(_ key: CacheKey) -> (any AnyObject & Sendable)? { hot.hit(key, now: clock.steady) }

  /// Looks behind the hot tier, and puts what is there into it.
  @usableFromInline func lowerValue<Value: Cacheable>(_ key: CacheKey, _ home: CacheTier) -> Value? {
    switch home {
    case .hot: return nil
    case .panels:
      let now = clock.steady
      guard let value = panels.hit(key, now: now) as? Value else { return nil }
      guard let found = panels.peek(key, now: now) else { return value }
      if promote(value, key, remaining: found.expires - now, now) { panelPromotions.wrappingAdd(1, ordering: .relaxed) }
      return value
    case .history:
      guard let history, let found = history.value(key, as: Value.self, isCounted: true) else { return nil }
      if promote(found.value, key, remaining: found.remaining, clock.steady) { history.countPromotion() }
      return found.value
    }
  }

  @usableFromInline func missed<Value: Cacheable>(
    _ key: CacheKey, _ home: CacheTier, _ computing: () throws -> Value
  ) throws -> Value {
    if let value: Value = lowerValue(key, home) { return value }
    switch flights.board(key) {
    case .pilot(let flight): return try load(key, home, flight, computing)
    case .passenger(let flight):
      loads[home.rawValue].shared.wrappingAdd(1, ordering: .relaxed)
      if let value = try flights.wait(for: flight, key).get() as? Value { return value }
      // Somebody keeps another type of value under this key.
      return try computing()
    }
  }

  private func load<Value: Cacheable>(
    _ key: CacheKey, _ home: CacheTier, _ flight: Flight, _ computing: () throws -> Value
  ) throws -> Value {
    // Between this thread's look and its boarding another's computation may have ended.
    if let value: Value = peek(key, home) {
      flights.land(key, flight, .success(value))
      return value
    }
    let counts = loads[home.rawValue]
    let start = clock.stopwatch
    do {
      let value = try computing()
      counts.add(clock.stopwatch - start)
      put(value, for: key, in: home)
      flights.land(key, flight, .success(value))
      return value
    } catch {
      counts.add(clock.stopwatch - start)
      counts.failed.wrappingAdd(1, ordering: .relaxed)
      flights.land(key, flight, .failure(error))
      throw error
    }
  }

  private func peek<Value: Cacheable>(_ key: CacheKey, _ home: CacheTier) -> Value? {
    let now = clock.steady
    if let value = hot.peek(key, now: now)?.value as? Value { return value }
    switch home {
    case .hot: return nil
    case .panels: return panels.peek(key, now: now)?.value as? Value
    case .history: return history?.value(key, as: Value.self, isCounted: false)?.value
    }
  }

  private func put(
    _ value: some Cacheable, _ key: CacheKey, into tier: AnyMemoryTier, _ lifetime: Int64, _ now: Int64
  ) -> Bool {
    tier.put(key, value, bytes: value.heldBytes, expires: now + lifetime, now: now)
  }

  private func promote(_ value: some Cacheable, _ key: CacheKey, remaining: Int64, _ now: Int64) -> Bool {
    put(value, key, into: hot, min(hotLifetime, remaining), now)
  }
}

/// Computations for one tier.
private final class LoadCounts: Sendable {
  private let loads = Atomic(0)
  private let nanoseconds = Atomic(0)
  let failed = Atomic(0)
  let shared = Atomic(0)

  func add(_ duration: Int64) {
    loads.wrappingAdd(1, ordering: .relaxed)
    nanoseconds.wrappingAdd(Int(duration), ordering: .relaxed)
  }

  func write(to statistics: inout TierStatistics) {
    statistics.loads = loads.load(ordering: .relaxed)
    statistics.loadNanoseconds = nanoseconds.load(ordering: .relaxed)
    statistics.failedLoads = failed.load(ordering: .relaxed)
    statistics.sharedLoads = shared.load(ordering: .relaxed)
  }
}

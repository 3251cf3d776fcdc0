import TickmarkCache
import TickmarkFrames
import TickmarkParallel
import TickmarkMemory

/// Requests for values that are all in the hot tier, in an order that was drawn before.
final class CacheRequests {
  static let count = 20_000

  enum Order {
    /// Both threads ask for any value, each as often as any other.
    case uniform
    /// By Zipf's law.
    case zipf
    /// Each thread has as many values of its own.
    case apart
  }

  private let policy: CachePolicy
  private let values: Int
  private let order: Order
  // Made at the first request: a process that times something else does not fill a cache.
  private lazy var keys = (0..<(order == .apart ? 2 * values : values)).map(CachedNumber.key)
  private lazy var cache = filled()
  private lazy var threads = [requester(0), requester(1)]
  private lazy var team = WorkerTeam(size: 2)

  init(_ policy: CachePolicy, values: Int, _ order: Order) {
    self.policy = policy
    self.values = values
    self.order = order
  }

  private func filled() -> TieredCache {
    var settings = CacheSettings()
    settings.hot.policy = policy
    // Nothing expires while a suite runs.
    settings.hot.lifetime = .seconds(86_400)
    let cache = TieredCache.inMemory(settings)
    for (index, key) in keys.enumerated() { cache.put(CachedNumber(Double(index)), for: key) }
    return cache
  }

  private func requester(_ thread: Int) -> Requester {
    let draw = RequestOrder(values: values, seed: UInt64(thread + 1), isZipf: order == .zipf)
    let first = order == .apart ? thread * values : 0
    return Requester((0..<Self.count).map { keys[first + draw[$0]] })
  }

  func onOneThread() -> Double {
    threads[0].run(cache)
    return threads[0].sum
  }

  func onTwoThreads() -> Double {
    team.perform(Job(cache: cache, threads: threads), parts: 2)
    return threads[0].sum + threads[1].sum
  }

  private struct Job: PartedJob {
    let cache: TieredCache
    let threads: [Requester]
    func run(part: Int, worker: Int) { threads[part].run(cache) }
  }

  /// One thread's requests and their sum.
  // Sound: used by one thread at a time, and read when that is done.
  private final class Requester: @unchecked Sendable {
    private let keys: [CacheKey]
    private(set) var sum = 0.0

    init(_ keys: [CacheKey]) { self.keys = keys }

    func run(_ cache: TieredCache) {
      var sum = 0.0
      for key in keys { sum += cache.cached(key, as: CachedNumber.self)?.number ?? .nan }
      self.sum = sum
    }
  }
}

/// Requests for values that are never there.
final class CacheMisses {
  static let count = 1_000

  private let policy: CachePolicy
  private lazy var cache = full()
  private var next = 0

  init(_ policy: CachePolicy) { self.policy = policy }

  /// So full that every miss lets another value go, too.
  private func full() -> TieredCache {
    var settings = CacheSettings()
    settings.hot.policy = policy
    settings.hot.limitBytes = 10_000_000
    let cache = TieredCache.inMemory(settings)
    for _ in 0..<100 { _ = requests(to: cache) }
    return cache
  }

  static func uncached() -> Double {
    (0..<count).reduce(0) { $0 + CachedNumber.computed($1).number }
  }

  func cached() -> Double { requests(to: cache) }

  private func requests(to cache: TieredCache) -> Double {
    var sum = 0.0
    for index in 0..<Self.count {
      // Hashes of anything that never comes again.
      let key = CacheKey(high: SplitMix.bits(seed: 1, next), low: SplitMix.bits(seed: 2, next))
      next += 1
      sum += CachedNumber.value(cache, key) { CachedNumber.computed(index) }
    }
    return sum
  }
}

/// A value that is as good as nothing beside its place in the cache.
final class CachedNumber: Cacheable {
  let number: Double

  init(_ number: Double) { self.number = number }

  var heldBytes: Int { HeldMemory.bytes(of: self) }

  /// Not inlined: without a cache the object would never be made.
  @inline(never) static func computed(_ index: Int) -> CachedNumber { CachedNumber(Double(index)) }

  static func key(_ index: Int) -> CacheKey {
    CacheKey(operation: "number", variant: "scalar", parameters: ["index": .integer(index)], dataset: "none")
  }

  static func value(_ cache: TieredCache, _ key: CacheKey, _ compute: () -> CachedNumber) -> Double {
    do { return try cache.value(for: key) { compute() }.number } catch { fatalError("a number cannot fail: \(error)") }
  }
}

extension TieredCache {
  /// A cache without a folder, whose settings are right.
  static func inMemory(_ settings: CacheSettings) -> TieredCache {
    do { return try TieredCache(settings) } catch { fatalError("settings of a suite: \(error)") }
  }
}

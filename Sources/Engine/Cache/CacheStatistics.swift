/// Why a value is no longer in a tier.
public enum EvictionCause: Int, Sendable, CaseIterable {
  /// Room was needed.
  case capacity
  case expired
  /// Another value was put under its key.
  case replaced
  /// Somebody asked for it to be forgotten.
  case removed
  /// Its file was not what was written.
  case damaged
}

/// How many values left a tier, by cause.
public struct EvictionCounts: Sendable, Equatable {
  private var counts = [Int](repeating: 0, count: EvictionCause.allCases.count)

  public init() {}

  public internal(set) subscript(cause: EvictionCause) -> Int {
    get { counts[cause.rawValue] }
    set { counts[cause.rawValue] = newValue }
  }

  public var total: Int { counts.reduce(0, +) }

  static func += (a: inout EvictionCounts, b: EvictionCounts) {
    for cause in EvictionCause.allCases { a[cause] += b[cause] }
  }
}

/// What a shard counts.
struct ShardCounts: Sendable {
  var hits = 0
  var misses = 0
  var insertions = 0
  var evictions = EvictionCounts()
}

/// What happened in one tier since it was made, and what it holds.
///
/// Each number is exact once no request is under way; until then two of them may stem from different moments.
public struct TierStatistics: Sendable, Equatable {
  public internal(set) var hits = 0
  public internal(set) var misses = 0
  /// Hits whose value was also put into the hot tier.
  public internal(set) var promotions = 0
  public internal(set) var insertions = 0
  public internal(set) var evictions = EvictionCounts()
  /// Values that were not kept: larger than the tier, or without a stored form.
  public internal(set) var refused = 0
  /// Values that could not be written.
  public internal(set) var failedWrites = 0
  public internal(set) var entries = 0
  /// What counts towards the limit: values, and in memory the entries' own places.
  public internal(set) var bytes = 0
  public internal(set) var limitBytes = 0
  /// Computations whose value was for this tier, and how many of them failed.
  public internal(set) var loads = 0
  public internal(set) var failedLoads = 0
  /// Of all computations together.
  public internal(set) var loadNanoseconds = 0
  /// Requests that waited for another's computation.
  public internal(set) var sharedLoads = 0

  public init() {}

  public var requests: Int { hits + misses }
  /// 0 before the first request.
  public var hitRatio: Double { requests == 0 ? 0 : Double(hits) / Double(requests) }

  mutating func add(_ counts: ShardCounts) {
    hits += counts.hits
    misses += counts.misses
    insertions += counts.insertions
    evictions += counts.evictions
  }
}

public struct CacheStatistics: Sendable, Equatable {
  public internal(set) var hot = TierStatistics()
  public internal(set) var panels = TierStatistics()
  /// Nil for a cache without a folder.
  public internal(set) var history: TierStatistics?

  public init() {}
}

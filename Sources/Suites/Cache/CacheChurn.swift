import TickmarkAllocator
public import TickmarkCache
import TickmarkFrames

/// Whether a tier keeps its limit in the allocator's own terms, whatever comes and goes.
public enum CacheChurn {
  /// How large the values are that come.
  public enum Sizes: String, Sendable, CaseIterable {
    /// 0 to 31 bytes: their places weigh more than they do.
    case tiny
    /// From a byte to a 25th of the limit.
    case mixed
    /// A hundredth to a twelfth of the limit.
    case large
    /// Tiny ones, then large ones, then tiny ones again.
    case turning
  }

  public struct Row: Sendable {
    public let policy: CachePolicy
    public let sizes: Sizes
    public let limitBytes: Int
    /// The most that the tier said it held.
    public let heldBytes: Int
    /// The most by which the allocator's bytes had grown; nil where it does not count.
    public let allocatedBytes: Int?
    public let values: Int
  }

  public static func run(_ policy: CachePolicy, _ sizes: Sizes, limitBytes: Int) -> Row {
    var settings = CacheSettings()
    settings.hot.policy = policy
    settings.hot.limitBytes = limitBytes
    let before = AllocatorStatistics.current()?.allocated
    let cache = TieredCache.inMemory(settings)
    var (held, allocated, bytes, index) = (0, before.map { _ in 0 }, 0, 0)
    // Four times what fits, by bytes or by places.
    let steps = sizes == .large || sizes == .mixed ? 1 : 3
    for step in 0..<steps {
      bytes = 0
      while bytes < 4 * limitBytes {
        let count = count(sizes, step, index, Double(limitBytes))
        let key = CacheKey(high: SplitMix.bits(seed: 7, index), low: SplitMix.bits(seed: 8, index))
        cache.put(CachedBytes(repeatElement(UInt8(truncatingIfNeeded: index), count: count)), for: key)
        bytes += count + 200
        index += 1
        if index % 256 == 0 || count > 1_000_000 { look() }
      }
      look()
    }
    func look() {
      held = max(held, cache.statistics.hot.bytes)
      if let before, let now = AllocatorStatistics.current()?.allocated {
        allocated = max(allocated ?? 0, now - before)
      }
    }
    return Row(
      policy: policy, sizes: sizes, limitBytes: limitBytes, heldBytes: held, allocatedBytes: allocated, values: index)
  }

  private static func count(_ sizes: Sizes, _ step: Int, _ index: Int, _ limit: Double) -> Int {
    let unit = SplitMix.unit(seed: 9, index)
    switch sizes {
    case .tiny: return Int(unit * 32)
    case .large: return Int(limit * (0.01 + 0.07 * unit))
    case .turning: return step == 1 ? Int(limit * (0.01 + 0.07 * unit)) : Int(unit * 32)
    case .mixed:
      // A size of `n` as often as 1/n.
      var size = limit / 25
      var rest = unit
      while rest > 0.1 {
        rest = (rest - 0.1) / 0.9
        size /= 4
        if size < 4 { break }
      }
      return max(1, Int(size * (0.25 + 0.75 * SplitMix.unit(seed: 10, index))))
    }
  }
}

public import TickmarkCache
import TickmarkFrames
import TickmarkMemory

/// The main job's requests: an indicator of one symbol over a year, the symbols by Zipf's law with exponent 1.
///
/// The indicator is the exponential average of 252 closes; which one it is makes no difference to the cache.
public final class IndicatorRequests: Sendable {
  private let order: [Int32]
  private let keys: [CacheKey]
  private let closes: [[Float]]

  public init(symbols: Int, requests: Int) {
    let draw = RequestOrder(values: symbols, seed: 42, isZipf: true)
    order = (0..<requests).map { Int32(draw[$0]) }
    keys = (0..<symbols).map {
      CacheKey(
        operation: "ema", variant: "scalar", parameters: ["window": .integer(20), "symbol": .integer($0)],
        dataset: "random walk, seed 42")
    }
    // A few series stand for all: what matters is how often each is asked for.
    closes = (0..<min(symbols, 64)).map { series in
      var close: Float = 100
      return (0..<252).map { day in
        close *= 1 + Float(SplitMix.unit(seed: UInt64(series), day) - 0.5) * 0.02
        return close
      }
    }
  }

  public func uncached() -> Double { order.reduce(0) { $0 + Self.last(average(Int($1))) } }

  /// A pass over all requests through a new cache.
  ///
  /// - Parameter share: of the symbols' values that the hot tier has room for.
  public func cached(_ policy: CachePolicy, share: Double = 0.1) -> (sum: Double, statistics: TierStatistics) {
    var settings = CacheSettings()
    settings.hot.policy = policy
    settings.hot.lifetime = .seconds(86_400)
    settings.hot.limitBytes = Int(share * Double(keys.count * (average(0).heldBytes + 100)))
    settings.shards = 1
    let cache = TieredCache.inMemory(settings)
    var sum = 0.0
    for symbol in order {
      do {
        sum += Self.last(try cache.value(for: keys[Int(symbol)]) { average(Int(symbol)) })
      } catch { fatalError("an average cannot fail: \(error)") }
    }
    return (sum, cache.statistics.hot)
  }

  private func average(_ symbol: Int) -> CachedAverage {
    let closes = closes[symbol % closes.count]
    var average = AlignedBuffer<Float>(count: closes.count, repeating: 0)
    var last = closes[0]
    for day in closes.indices {
      last += (closes[day] - last) * (2 / 21)
      average[day] = last
    }
    return CachedAverage(Column(average))
  }

  private static func last(_ average: CachedAverage) -> Double { Double(average.values[average.values.count - 1]) }
}

final class CachedAverage: Cacheable {
  let values: Column<Float>

  init(_ values: Column<Float>) { self.values = values }

  var heldBytes: Int { values.heldBytes + HeldMemory.bytes(of: self) }
}

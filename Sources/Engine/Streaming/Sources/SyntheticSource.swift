import TickmarkFrames
import TickmarkIndicators

/// Random walks of made-up symbols, each in turn, a bar in `updatesPerBar` updates.
///
/// Update `i` is a function of the seed and `i`: the same stream whatever the pace.
public struct SyntheticSource: UpdateSource {
  public let symbols: Int
  /// Evenly spread; nil: as fast as they are taken.
  public let updatesPerSecond: Double?
  /// How many updates are sent; nil: until the stream ends.
  public let count: Int?
  public let updatesPerBar: Int
  public let seed: UInt64
  /// When the first is due, on the steady clock; nil: when the source is run. Two programs with one start send the same at the same
  /// time, and whichever begins later makes up for what it missed.
  public let start: Int64?

  /// - Precondition: counts are at least 1, and the rate is above 0.
  public init(
    symbols: Int, updatesPerSecond: Double? = nil, count: Int? = nil, updatesPerBar: Int = 1, seed: UInt64 = 1,
    start: Int64? = nil
  ) {
    precondition(symbols >= 1 && updatesPerBar >= 1 && count ?? 1 >= 1, "at least one of each")
    precondition(updatesPerSecond ?? 1 > 0, "a rate above 0")
    self.symbols = symbols
    self.updatesPerSecond = updatesPerSecond
    self.count = count
    self.updatesPerBar = updatesPerBar
    self.seed = seed
    self.start = start
  }

  public var names: [String] { (0..<symbols).map { "S\(String(10_000 + $0).dropFirst())" } }

  /// Complete bars of all symbols in turn, at once and without a pace.
  public static func updates(symbols: Int, bars: Int, seed: UInt64 = 1) -> [MarketUpdate] {
    var walk = Walk(SyntheticSource(symbols: symbols, seed: seed))
    return (0..<symbols * bars).map { walk.update($0, due: 0) }
  }

  public func run(_ send: ([MarketUpdate]) async throws -> Void) async throws {
    var walk = Walk(self)
    try await self.send(
      Schedule(count: count, start: start, offset: updatesPerSecond.map { rate in { Double($0) * 1e9 / rate } }),
      through: send
    ) {
      walk.update($0, due: $1)
    }
  }

  /// The updates, one after the other.
  struct Walk {
    private let source: SyntheticSource
    private var closes: ContiguousArray<Double>
    private var highs: ContiguousArray<Double>
    private var lows: ContiguousArray<Double>

    init(_ source: SyntheticSource) {
      self.source = source
      closes = ContiguousArray(repeating: 100, count: source.symbols)
      highs = closes
      lows = closes
    }

    mutating func update(_ index: Int, due: Int64) -> MarketUpdate {
      let symbol = index % source.symbols
      let step = index / source.symbols
      let part = step % source.updatesPerBar
      let close = closes[symbol] * (1 + 0.002 * (SplitMix.unit(seed: source.seed, index) - 0.5))
      closes[symbol] = close
      highs[symbol] = part == 0 ? close : max(highs[symbol], close)
      lows[symbol] = part == 0 ? close : min(lows[symbol], close)
      return MarketUpdate(
        symbol: Int32(symbol), isComplete: part == source.updatesPerBar - 1,
        time: Int64(step / source.updatesPerBar), due: due,
        bar: IndicatorBar(
          close: close, high: highs[symbol], low: lows[symbol], volume: Double(100 * (part + 1)), index: close))
    }
  }
}

/// A seeded market of daily bars: correlated geometric moves with jumps, isolated gaps, late listings and delistings.
///
/// Every number is a splitmix64 counter and + − · / of Doubles in the order written here, so `scripts/generated-market.py`
/// prints the same bits. Prices have four decimals, volumes are whole.
///
/// - Gaps: 0.3 % of the bars miss all five fields; a symbol has no rows before its listing and after its delisting.
/// - Shape: `days` business days from 2015-01-01 on, symbols `S0000`, `S0001`, …
public struct MarketGenerator: Sendable {
  public let symbols: Int
  public let days: Int
  public let seed: UInt64

  /// - Precondition: neither count is negative.
  public init(symbols: Int, days: Int, seed: UInt64) {
    precondition(symbols >= 0 && days >= 0, "no negative number of symbols or days")
    (self.symbols, self.days, self.seed) = (symbols, days, seed)
  }

  /// One stream of random numbers for each thing that is drawn.
  enum Stream: UInt64 {
    case market, move, jump, jumpSize, open, high, low, turnover, gap
    case listed, listing, delisted, delisting, firstPrice, spread, beta, size

    /// Seeds of neighbouring markets and streams must not be neighbours, or their counters would overlap.
    func seed(_ seed: UInt64) -> UInt64 { SplitMix.mix(seed &+ (rawValue &+ 1) &* 0xD1B5_4A32_D192_ED03) }
  }

  /// The whole market.
  ///
  /// - Throws: never for a generated market; the builder's errors are typed, so they are passed on.
  public func frame(precision: Precision = .float32) throws(FrameError) -> Frame {
    var builder = FrameBuilder(precision: precision, order: .increasing)
    builder.begin(file: "market", expectedRows: symbols * days)
    let calendar = ReferenceMarket.businessDays(days).map { Moment(day: $0).key }
    let moves = marketMoves
    let names = symbolNames
    for symbol in 0..<symbols {
      var walk = MarketWalk(market: self, symbol: symbol)
      for day in walk.rows {
        let bar = walk.next(day, marketMove: moves.values[day])
        var row = BarFields()
        row.key = calendar[day]
        if let bar {
          row.prices = bar.prices
          row.volume = DecimalNumber(negative: false, mantissa: UInt64(bar.volume), exponent: 0)
        }
        let place = Place(path: "market", line: day + 1)
        _ = try builder.append(row, code: Int32(symbol), place: place, name: names[symbol])
      }
    }
    return try builder.finish(names: names)
  }

  /// What all symbols share, made once.
  public var marketMoves: MarketMoves {
    let marketSeed = Stream.market.seed(seed)
    return MarketMoves(values: (0..<days).map { 0.008 * Self.shock(marketSeed, $0) })
  }

  /// Calls `body` with each bar of a symbol that is there.
  @inline(__always)
  func forEachBar(
    of symbol: Int, _ moves: MarketMoves, _ body: (_ day: Int, _ prices: SIMD4<Double>, _ volume: Double) -> Void
  ) {
    precondition(moves.values.count == days, "the moves of this market")
    var walk = MarketWalk(market: self, symbol: symbol)
    for day in walk.rows {
      if let bar = walk.next(day, marketMove: moves.values[day]) { body(day, bar.prices, bar.volume) }
    }
  }

  @inline(__always)
  static func value(_ field: Field, _ prices: SIMD4<Double>, _ volume: Double) -> Double {
    switch field {
    case .open: prices[0]
    case .high: prices[1]
    case .low: prices[2]
    case .close: prices[3]
    case .volume: volume
    }
  }

  /// `S0042`: as many digits as the last symbol has, and at least four, so that names sort as their numbers do.
  func name(_ symbol: Int) -> String {
    let width = max(4, String(max(symbols - 1, 0)).count)
    let digits = String(symbol)
    return "S" + String(repeating: "0", count: width - digits.count) + digits
  }

  /// Nearly normal, mean 0, variance 1: three 21-bit uniforms of one draw, summed.
  static func shock(_ seed: UInt64, _ index: Int) -> Double {
    let bits = SplitMix.bits(seed: seed, index)
    let sum = (bits >> 43) + (bits >> 22) & 0x1F_FFFF + (bits >> 1) & 0x1F_FFFF
    return Double(Int64(sum)) * 0x1p-20 - 3.0
  }
}

/// The market's own move of each day, of which every symbol takes its share.
public struct MarketMoves: Sendable {
  let values: [Double]
}

/// One symbol's walk from its listing to its delisting.
private struct MarketWalk {
  let rows: Range<Int>
  private let market: MarketGenerator
  private let start: Int
  private let spread: Double
  private let beta: Double
  private let size: Double
  private var price: Double
  private let seeds: [UInt64]

  init(market: MarketGenerator, symbol: Int) {
    self.market = market
    func unit(_ stream: MarketGenerator.Stream) -> Double { SplitMix.unit(seed: stream.seed(market.seed), symbol) }
    let days = Double(market.days)
    let first = unit(.listed) < 0.15 ? Int(unit(.listing) * (days / 2.0)) : 0
    let last = unit(.delisted) < 0.1 ? market.days - Int(unit(.delisting) * (days / 3.0)) : market.days
    rows = first..<max(first, last)
    start = symbol * market.days
    let level = unit(.firstPrice)
    price = 5.0 + 495.0 * (level * level)
    spread = 0.005 + 0.02 * unit(.spread)
    beta = 0.5 + unit(.beta)
    let scale = unit(.size)
    size = 10_000.0 * (1.0 + 999.0 * (scale * scale * scale))
    seeds = (0..<9).map { MarketGenerator.Stream(rawValue: $0)?.seed(market.seed) ?? 0 }
  }

  private func unit(_ stream: MarketGenerator.Stream, _ index: Int) -> Double {
    SplitMix.unit(seed: seeds[Int(stream.rawValue)], index)
  }

  private func shock(_ stream: MarketGenerator.Stream, _ index: Int) -> Double {
    MarketGenerator.shock(seeds[Int(stream.rawValue)], index)
  }

  /// The bar of `day`; nothing where it is missing. The walk moves on either way.
  mutating func next(_ day: Int, marketMove: Double) -> (prices: SIMD4<Double>, volume: Double)? {
    let index = start + day
    var move = 0.0003 + beta * marketMove + spread * shock(.move, index)
    if unit(.jump, index) < 0.002 { move += 0.3 * (unit(.jumpSize, index) - 0.5) }
    let previous = price
    price = previous * (1.0 + move)
    if unit(.gap, index) < 0.003 { return nil }
    let close = Self.ticks(price)
    let open = Self.ticks(previous * (1.0 + 0.3 * (spread * shock(.open, index))))
    let high = Self.ticks(max(open, close) * (1.0 + 0.5 * (spread * unit(.high, index))))
    let low = Self.ticks(min(open, close) * (1.0 - 0.5 * (spread * unit(.low, index))))
    let activity = (0.25 + 1.5 * unit(.turnover, index)) * (1.0 + 20.0 * move.magnitude)
    return (SIMD4(open, high, low, close), Self.whole(size * activity))
  }

  /// To the nearest ten-thousandth, and at least one.
  private static func ticks(_ price: Double) -> Double { max(whole(price * 10_000.0), 1.0) / 10_000.0 }

  /// To the nearest whole number, half to even: adding 2^52 leaves no bits for a fraction.
  private static func whole(_ value: Double) -> Double { (value + 0x1p52) - 0x1p52 }
}

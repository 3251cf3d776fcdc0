import TickmarkFrames
import Testing

@testable import TickmarkIndicators

/// What holds for every series.
@Suite struct LawTests {
  static let seeds: [UInt64] = [1, 7, 42]

  @Test(arguments: Implementation.seed, seeds) func `a shift of all closes leaves the rsi alone`(
    _ implementation: Implementation, _ seed: UInt64
  ) throws {
    let closes = Walk.eighths(120, seed: seed)
    let shifted = implementation.columns(closes.map { $0 + 1e9 })
    #expect(sameBits(try #require(implementation.columns(closes)["rsi"]), try #require(shifted["rsi"])))
  }

  @Test(arguments: Implementation.seed, seeds)
  func `a shift of all closes shifts the band and leaves its width alone`(
    _ implementation: Implementation, _ seed: UInt64
  ) throws {
    let closes = Walk.eighths(120, seed: seed)
    let plain = implementation.columns(closes)
    let shifted = implementation.columns(closes.map { $0 + 1e9 })
    for column in ["sma_20", "sma_50", "bb_middle", "bb_upper", "bb_lower"] {
      let expected = try #require(plain[column]).map { $0 + 1e9 }
      #expect(firstDifference(try #require(shifted[column]), expected, relative: 1e-15) == nil, "\(column)")
    }
  }

  @Test(arguments: seeds) func `a shift of all values by 1e9 leaves every bit of the deviation alone`(_ seed: UInt64) {
    let values = Walk.eighths(120, seed: seed)
    var plain = WindowMoments<20>(anchor: values[0])
    var shifted = WindowMoments<20>(anchor: values[0] + 1e9)
    for value in values {
      plain.next(value)
      shifted.next(value + 1e9)
      #expect(sameBits([plain.deviation], [shifted.deviation]))
    }
  }

  @Test(arguments: Implementation.seed, seeds) func `closes of twice the size give bands of twice the size`(
    _ implementation: Implementation, _ seed: UInt64
  ) throws {
    let closes = Walk.of(120, seed: seed)
    let plain = implementation.columns(closes)
    let scaled = implementation.columns(closes.map { $0 * 2 })
    for column in ["sma_20", "sma_50", "bb_middle", "bb_upper", "bb_lower"] {
      #expect(sameBits(try #require(scaled[column]), try #require(plain[column]).map { $0 * 2 }), "\(column)")
    }
    #expect(sameBits(try #require(scaled["rsi"]), try #require(plain["rsi"])))
  }

  @Test(arguments: Implementation.bench, seeds) func `the scale of closes leaves returns and volatility alone`(
    _ implementation: Implementation, _ seed: UInt64
  ) throws {
    let closes = Walk.of(120, seed: seed)
    let plain = implementation.columns(closes)
    let scaled = implementation.columns(closes.map { $0 * 8 })
    for column in ["rsi", "returns", "volatility"] {
      #expect(sameBits(try #require(scaled[column]), try #require(plain[column])), "\(column)")
    }
  }

  @Test(arguments: Implementation.all, seeds) func `moves of the other sign mirror the rsi at 50`(
    _ implementation: Implementation, _ seed: UInt64
  ) throws {
    let closes = Walk.eighths(120, seed: seed)
    let plain = try #require(implementation.columns(closes)["rsi"])
    let mirrored = try #require(implementation.columns(closes.map { 1_000 - $0 })["rsi"])
    #expect(firstDifference(mirrored, plain.map { 100 - $0 }, relative: 0, absolute: 1e-12) == nil)
    #expect(plain.contains { !$0.isNaN && $0 != 50 })
  }

  @Test(arguments: Implementation.all) func `only rising closes have an rsi of 100, only falling ones of 0`(
    _ implementation: Implementation
  ) throws {
    let rising = (0..<60).map { 100 + 0.1 * Double($0) }
    #expect(try #require(implementation.columns(rising)["rsi"]).dropFirst(14).allSatisfy { $0 == 100 })
    let falling = try #require(implementation.columns(rising.map { -$0 })["rsi"])
    #expect(falling.dropFirst(14).allSatisfy { $0 == 0 })
  }

  @Test(arguments: Implementation.all, [0.1, 123.456, 1e9 + 0.1])
  func `fourteen moves of 0 have no rsi`(_ implementation: Implementation, _ price: Double) throws {
    let closes = Walk.of(33, seed: 5) + [Double](repeating: price, count: 40) + Walk.of(20, seed: 6)
    let rsi = try #require(implementation.columns(closes)["rsi"])
    #expect(rsi[33 + 14..<73].allSatisfy { $0.isNaN })
    #expect(!rsi[33 + 13].isNaN && !rsi[73].isNaN)
  }

  @Test(arguments: Implementation.seed, [0.1, 123.456, 1e9 + 0.1])
  func `a window of equal closes has a band of no width`(_ implementation: Implementation, _ price: Double) throws {
    // After a walk, so that sums which slide would leave their noise.
    let closes = Walk.of(33, seed: 5) + [Double](repeating: price, count: 40) + Walk.of(20, seed: 6)
    let columns = implementation.columns(closes)
    for column in ["bb_middle", "bb_upper", "bb_lower"] {
      #expect(try #require(columns[column])[33 + 19..<73].allSatisfy { $0 == price }, "\(column)")
    }
    #expect(try #require(columns["bb_upper"])[33 + 18] > price && #require(columns["bb_upper"])[73] > price)
  }

  @Test(arguments: Implementation.bench) func `a window of equal returns has a volatility of exactly 0`(
    _ implementation: Implementation
  ) throws {
    let closes = Walk.of(33, seed: 5) + (0..<40).map { Double(1 << min($0, 40)) }
    let volatility = try #require(implementation.columns(closes)["volatility"])
    #expect(volatility.dropFirst(33 + 20).allSatisfy { $0 == 0 })
    #expect(volatility[33 + 19] > 0)
  }

  @Test(arguments: Implementation.all, [Double.nan, .infinity, -.infinity, 1e300])
  func `a spoiled close leaves no trace once it has left every window`(
    _ implementation: Implementation, _ spoil: Double
  )
    throws
  {
    // Each of the places in a block, the last one with the anchor of the next block too.
    for place in [0, 1, 18, 19, 20, 37, 49, 50, 59] {
      let closes = Walk.of(200, seed: 9)
      var spoiled = closes
      spoiled[place] = spoil
      let plain = implementation.columns(closes)
      let columns = implementation.columns(spoiled)
      for column in implementation.set.columns {
        let (first, second) = (try #require(plain[column]), try #require(columns[column]))
        #expect(!sameBits(first[place...], second[place...]), "\(column): the spoiled close at \(place) is not seen")
        #expect(sameBits(first[(place + 100)...], second[(place + 100)...]), "\(column), spoiled at \(place)")
      }
    }
  }

  @Test(arguments: Implementation.all) func `row 20,000 is as exact as the same window alone`(
    _ implementation: Implementation
  ) throws {
    let closes = Walk.of(20_000, seed: 11)
    let columns = implementation.columns(closes)
    for row in [100, 5_003, 12_345, 19_998, 19_999] {
      let alone = implementation.columns(Array(closes[row - 60...row]))
      for column in implementation.set.columns {
        let (here, there) = (try #require(columns[column])[row], try #require(alone[column])[60])
        #expect(abs(here - there) <= 1e-12 * abs(there), "\(column) of row \(row): \(here) and \(there)")
      }
    }
  }

  @Test(arguments: Implementation.all) func `an asset's columns do not depend on its neighbours`(
    _ implementation: Implementation
  ) throws {
    let series = (0..<17).map { Walk.of(80, seed: UInt64($0 + 1)) }
    var gapped = series
    gapped[3][40] = .nan
    let together = implementation.columns(gapped, as: Double.self)
    for asset in [0, 2, 4, 15, 16] {
      let alone = implementation.columns(series[asset])
      for column in implementation.set.columns {
        #expect(sameBits(try #require(alone[column]), try #require(together[asset][column])), "\(column) of \(asset)")
      }
    }
  }

  @Test(arguments: Implementation.all) func `lanes past the last asset stay gaps`(_ implementation: Implementation) {
    let series = (0..<5).map { Walk.of(60, seed: UInt64($0 + 1)) }
    let rows = implementation.panels(series, volumes: series, as: Float.self)
    #expect((0..<rows.count).allSatisfy { row in (5..<16).allSatisfy { rows[row][$0].isNaN } })
  }
}

import Testing

@testable import TickmarkIndicators

/// When a column begins, and what a gap does to it.
@Suite struct GapTests {
  static let warmUp: [IndicatorSet: [String: Int]] = [
    .seed: ["sma_20": 0, "sma_50": 0, "rsi": 14, "bb_middle": 19, "bb_upper": 19, "bb_lower": 19],
    .bench: ["sma_20": 19, "sma_50": 49, "rsi": 13, "volume_sma": 19, "returns": 1, "volatility": 20],
  ]

  @Test(arguments: Implementation.all) func `a column begins with the row that its contract names`(
    _ implementation: Implementation
  ) throws {
    let columns = implementation.columns(Walk.of(80, seed: 3))
    let warmUp = try #require(Self.warmUp[implementation.set])
    #expect(Set(warmUp.keys) == Set(implementation.set.columns))
    for (column, first) in warmUp {
      #expect(try #require(columns[column]).firstIndex { !$0.isNaN } == first, "\(column)")
    }
  }

  @Test(arguments: Implementation.seed)
  func `the averages of the set seed skip a gap`(_ implementation: Implementation)
    throws
  {
    let columns = implementation.columns([1, .nan, 3, 8])
    #expect(try #require(columns["sma_20"]) == [1, 1, 2, 4])
    #expect(try #require(columns["sma_50"]) == [1, 1, 2, 4])
  }

  @Test(arguments: Implementation.all) func `one gap empties a full window for as long as it is inside`(
    _ implementation: Implementation
  ) throws {
    var closes = Walk.of(160, seed: 4)
    closes[70] = .nan
    let columns = implementation.columns(closes)
    // A gap spoils two differences and two returns.
    let gaps: [String: Range<Int>] =
      implementation.set == .seed
      ? ["rsi": 70..<85, "bb_middle": 70..<90, "bb_upper": 70..<90, "bb_lower": 70..<90]
      : ["sma_20": 70..<90, "sma_50": 70..<120, "volume_sma": 70..<90, "returns": 70..<72, "volatility": 70..<91]
    for (column, range) in gaps {
      let values = try #require(columns[column])
      #expect((60..<160).filter { values[$0].isNaN } == Array(range), "\(column)")
    }
  }

  @Test(arguments: Implementation.bench) func `a missing difference counts as 0 in the rsi of the set bench`(
    _ implementation: Implementation
  ) throws {
    var closes = (0..<60).map { 100 + Double($0 % 2) }
    closes[30] = .nan
    let rsi = try #require(implementation.columns(closes)["rsi"])
    #expect(!rsi[13...].contains { $0.isNaN })
    // Of the 14 moves up to row 31, two are missing: six up, six down.
    #expect(rsi[31] == 50)
  }

  @Test(arguments: Implementation.all) func `an infinite close is a gap`(_ implementation: Implementation) throws {
    var gapped = Walk.of(120, seed: 8)
    var infinite = gapped
    gapped[60] = .nan
    infinite[60] = .infinity
    let (first, second) = (implementation.columns(gapped), implementation.columns(infinite))
    for column in implementation.set.columns {
      #expect(sameBits(try #require(first[column]), try #require(second[column])), "\(column)")
    }
  }

  @Test(arguments: Implementation.all)
  func `a series without a close has no values`(_ implementation: Implementation) {
    let columns = implementation.columns([Double](repeating: .nan, count: 60))
    for column in implementation.set.columns {
      #expect(columns[column]?.allSatisfy { $0.isNaN } == true, "\(column)")
    }
  }

  @Test(arguments: Implementation.all) func `no days give no rows`(_ implementation: Implementation) {
    #expect(implementation.columns([[], []], as: Float.self).allSatisfy { $0.values.allSatisfy(\.isEmpty) })
  }
}

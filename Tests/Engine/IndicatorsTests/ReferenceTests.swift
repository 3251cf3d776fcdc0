import TickmarkFrames
import Testing

@testable import TickmarkIndicators

/// Numbers of other implementations: pandas, and rational arithmetic where pandas itself drifts.
@Suite struct ReferenceTests {
  /// How exact `exact.csv` is about differences of closes: that of `huge_offset_252` was made from closes before they
  /// were rounded to Float64, to 1e-7 there.
  static func exactness(of name: String) -> Double { name == "huge_offset_252" ? 1e-7 : 1e-13 }

  @Test(arguments: Fixture.names, Implementation.seed) func `the set seed gives the numbers of pandas`(
    _ name: String, _ implementation: Implementation
  ) throws {
    let fixture = try Fixture(name)
    let expected = try fixture.snippet()
    let columns = implementation.columns(fixture.closes)
    for (column, relative) in [
      ("sma_20", 1e-12), ("sma_50", 1e-12), ("bb_middle", 1e-12), ("rsi", 1e-9), ("bb_upper", 1e-9), ("bb_lower", 1e-9),
    ] {
      let difference = firstDifference(
        try #require(columns[column]), try #require(expected[column]), relative: relative)
      #expect(difference == nil, "\(column)")
    }
  }

  @Test(arguments: Fixture.names, Implementation.bench) func `the set bench gives the numbers of pandas`(
    _ name: String, _ implementation: Implementation
  ) throws {
    let fixture = try Fixture(name)
    let expected = try fixture.bench()
    let columns = implementation.columns(fixture.closes, volumes: fixture.volumes)
    for (column, relative) in [
      ("sma_20", 1e-12), ("sma_50", 1e-12), ("volume_sma", 1e-12), ("rsi", 1e-9), ("returns", 1e-9),
      ("volatility", 1e-9),
    ] {
      let difference = firstDifference(
        try #require(columns[column]), try #require(expected[column]), relative: relative,
        // pandas drifts: on returns near 1e-9 its error is the larger part of the difference.
        absolute: name == "huge_offset_252" && column == "volatility" ? 1e-15 : 0)
      #expect(difference == nil, "\(column)")
    }
  }

  @Test(arguments: Fixture.names, Implementation.seed) func `the set seed is exact to the last digits`(
    _ name: String, _ implementation: Implementation
  ) throws {
    let fixture = try Fixture(name)
    let exact = try fixture.exact()
    let columns = implementation.columns(fixture.closes)
    let mean = try #require(exact["mean_20"])
    let deviation = try #require(exact["std_20"])
    let expected: Columns = [
      "sma_20": try #require(exact["sma_20_min1"]), "sma_50": try #require(exact["sma_50_min1"]),
      "bb_middle": mean, "rsi": try #require(exact["rsi"]),
      "bb_upper": zip(mean, deviation).map { $0 + 2 * $1 }, "bb_lower": zip(mean, deviation).map { $0 - 2 * $1 },
    ]
    for (column, values) in expected {
      let relative = column == "rsi" ? Self.exactness(of: name) : 1e-15
      #expect(firstDifference(try #require(columns[column]), values, relative: relative) == nil, "\(column)")
    }
  }

  @Test(arguments: Fixture.names)
  func `the deviation is exact to the last digits`(_ name: String)
    throws
  {
    let fixture = try Fixture(name)
    var moments = WindowMoments<20>(anchor: fixture.closes.first { !$0.isNaN } ?? 0)
    let deviations = fixture.closes.map { close in
      moments.next(close)
      return moments.deviation
    }
    #expect(
      firstDifference(deviations, try #require(fixture.exact()["std_20"]), relative: Self.exactness(of: name)) == nil)
  }

  @Test(arguments: Fixture.names, Implementation.seed) func `Float32 averages are within 1.2e-7 of the exact ones`(
    _ name: String, _ implementation: Implementation
  ) throws {
    let fixture = try Fixture(name)
    let exact = try fixture.exact()
    let columns = implementation.columns([fixture.closes], as: Float.self)[0]
    for (column, reference) in [("sma_20", "sma_20_min1"), ("sma_50", "sma_50_min1"), ("bb_middle", "mean_20")] {
      // Two roundings to nearest: of the closes before, of the result after.
      let difference = firstDifference(
        try #require(columns[column]), try #require(exact[reference]), relative: 0x1p-23)
      #expect(difference == nil, "\(column)")
    }
  }

  @Test(arguments: Fixture.names, Implementation.all)
  func `a Float32 column is the Float64 one of rounded closes, rounded`(
    _ name: String, _ implementation: Implementation
  ) throws {
    let fixture = try Fixture(name)
    let rounded = implementation.columns([fixture.closes], volumes: [fixture.volumes], as: Float.self)[0]
    let wide = implementation.columns(
      fixture.closes.map { Double(Float($0)) }, volumes: fixture.volumes.map { Double(Float($0)) })
    for column in implementation.set.columns {
      let expected = try #require(wide[column]).map { Double(Float($0)) }
      #expect(sameBits(try #require(rounded[column]), expected), "\(column)")
    }
  }
}

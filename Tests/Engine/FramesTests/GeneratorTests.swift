import Foundation
import Testing

@testable import TickmarkFrames

/// Generated inputs are the references' bit for bit. `Fixtures/genlib.txt` was printed by Python from the reference's
/// `genlib.py`: a name, then `struct.pack('>d', x).hex()` of each value; the `.f64` files are the reference cases' own.
@Suite struct GeneratorTests {
  private func bits(_ name: String) throws -> [UInt64] {
    let text = String(decoding: try fixture("genlib.txt"), as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") })
    return line.dropFirst(name.count + 1).split(separator: " ").compactMap {
      $0.count == 16 ? UInt64($0, radix: 16) : nil
    }
  }

  @Test func `draws, prices, weights and costs have the reference's bits`() throws {
    #expect((3..<7).map { SplitMix.unit(seed: 42, $0).bitPattern } == (try bits("u01(42,4,offset=3)")))
    let prices: Panel<Double> = ReferenceMarket.prices(days: 5, assets: 18, seed: 42)
    #expect((0..<18).map { prices[4, $0].bitPattern } == (try bits("prices(5,18,42)[4]")))
    let monthly: Panel<Double> = ReferenceMarket.weightsMonthly(days: 45, assets: 5, seed: 42)
    #expect((0..<5).map { monthly[44, $0].bitPattern } == (try bits("weights_monthly(45,5,42)[44]")))
    let dense: Panel<Double> = ReferenceMarket.weightsDense(days: 3, assets: 4, seed: 42)
    #expect(rowMajor(dense).map(\.bitPattern) == (try bits("weights_dense(3,4,42)")))
    let costs = ReferenceMarket.costsDense(days: 4, assets: 3, seed: 42)
    #expect(costs.map(\.bitPattern) == (try bits("costs_from_weights(weights_dense(4,3,42))")))
  }

  @Test func `edges have the reference's bits`() throws {
    let edges = ReferenceMarket.edges(
      prices: ReferenceMarket.prices(days: 120, assets: 7, seed: 11, as: Double.self),
      weights: ReferenceMarket.weightsMonthly(days: 120, assets: 7, seed: 11, as: Double.self), seed: 11)
    let prices = rowMajor(edges.prices)
    #expect(prices.count { $0.isNaN } == 54)
    let sum = prices.reduce(0) { $0 + ($1.isNaN ? -2 : $1) }
    #expect([sum.bitPattern] == (try bits("poke_edges(prices(120,7,11)) sum")))
    #expect(
      [rowMajor(edges.weights).reduce(0, +).bitPattern] == (try bits("poke_edges(weights_monthly(120,7,11)) sum")))
  }

  @Test(arguments: [("tiny_12x3_monthly", 12, 3, UInt64(7)), ("small_120x8_monthly", 120, 8, 1)])
  func `a reference case is made again`(name: String, days: Int, assets: Int, seed: UInt64) throws {
    let prices: Panel<Double> = ReferenceMarket.prices(days: days, assets: assets, seed: seed)
    #expect(rowMajor(prices) == doubles(try fixture("\(name)/prices.f64")))
    let weights: Panel<Double> = ReferenceMarket.weightsMonthly(days: days, assets: assets, seed: seed)
    #expect(rowMajor(weights) == doubles(try fixture("\(name)/weights.f64")))
    let costs = doubles(try fixture("\(name)/costs.f64"))
    #expect(ReferenceMarket.costs(of: weights) == costs)
    #expect(ReferenceMarket.costsMonthly(days: days, assets: assets, seed: seed) == costs)
  }

  @Test func `a Float panel is the Double one, each value rounded once`() {
    let wide: Panel<Double> = ReferenceMarket.prices(days: 7, assets: 33, seed: 5)
    let narrow: Panel<Float> = ReferenceMarket.prices(days: 7, assets: 33, seed: 5)
    #expect(rowMajor(wide).map(Float.init) == rowMajor(narrow))
  }

  @Test func `business days are the reference's`() {
    let days = ReferenceMarket.businessDays(700)
    #expect(
      [days[0], days[1], days[2], days[11], days[699]].map(\.description)
        == ["2015-01-01", "2015-01-02", "2015-01-05", "2015-01-16", "2017-09-06"])
  }

  /// Printed by `scripts/generated-market.py 6 40 7 --bits`: every 25th row and every gap, then the number of rows.
  @Test func `the generated market has the bits of its Python twin`() throws {
    let frame = try MarketGenerator(symbols: 6, days: 40, seed: 7).frame(precision: .float64)
    let days = ReferenceMarket.businessDays(40)
    var gaps = 0
    for line in String(decoding: try fixture("market-6x40-seed7.txt"), as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words[0] == "rows" {
        #expect(frame.count == Int(words[1]))
        continue
      }
      let symbol = try #require(frame.symbols.firstIndex(of: words[0]))
      let day = days[try #require(Int(words[1]))]
      let row = try #require(frame.rows(of: symbol).first { frame.moment($0).day == day })
      for (field, word) in zip(Field.allCases, words.dropFirst(2)) {
        let value = frame.value(field, row: row)
        #expect(word == "-" ? value.isNaN : value.bitPattern == UInt64(word, radix: 16))
      }
      if words[2] == "-" { gaps += 1 }
    }
    #expect(frame.census().gaps[.close] == gaps)
  }

  @Test func `a bar's high and low enclose its open and close, in markets with late listings and delistings`() throws {
    let frame = try MarketGenerator(symbols: 60, days: 500, seed: 12).frame(precision: .float64)
    for row in 0..<frame.count where !frame.value(.close, row: row).isNaN {
      let (open, close) = (frame.value(.open, row: row), frame.value(.close, row: row))
      #expect(frame.value(.high, row: row) >= max(open, close) && frame.value(.low, row: row) <= min(open, close))
    }
    let ends = frame.symbols.indices.map { frame.rows(of: $0).count }
    #expect(ends.contains { $0 < 500 } && ends.contains(500))
    #expect(frame.census().negativePrices == 0 && (frame.census().gaps[.close] ?? 0) > 0)
    #expect(frame.symbols == frame.symbols.sorted())
  }

  @Test(arguments: [(0, 0), (0, 5), (3, 0), (1, 1), (2, 2), (17, 3)])
  func `small markets and panels have every shape`(symbols: Int, days: Int) throws {
    #expect(try MarketGenerator(symbols: symbols, days: days, seed: 1).frame().symbols.count == symbols)
    let panel: Panel<Float> = ReferenceMarket.prices(days: days, assets: symbols, seed: 1)
    #expect(panel.days == days && panel.assets == symbols)
    #expect(ReferenceMarket.costsMonthly(days: days, assets: symbols, seed: 1).count == days)
  }
}

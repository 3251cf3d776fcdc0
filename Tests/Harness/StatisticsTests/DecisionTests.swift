import Testing

@testable import TickmarkStatistics

@Suite struct DecisionTests {
  let oracle: Oracle
  init() throws { oracle = try Oracle.load() }

  @Test func `Holm's adjustment agrees with the oracle, in the order given`() {
    for row in oracle.holm {
      let adjusted = Holm.adjusted(row.p)
      #expect(adjusted.count == row.p.count)
      for (actual, expected) in zip(adjusted, row.adjusted) { #expect(agree(actual, expected, within: 1e-14)) }
    }
  }

  @Test func `Holm rejects whatever Bonferroni rejects, and sometimes more`() {
    let pValues = [0.011, 0.012, 0.9, 0.024, 0.0001]
    let holm = Holm.rejections(pValues, level: 0.05)
    #expect(holm == [true, true, false, true, true])
    for (rejected, p) in zip(holm, pValues) where p * 5 <= 0.05 { #expect(rejected) }
  }

  @Test func `Mann-Whitney agrees with the oracle, exact and approximate`() {
    for row in oracle.mannWhitney {
      let test = MannWhitney(a: row.a, b: row.b)
      #expect(test.u == row.u)
      #expect(agree(test.pValue, row.pValue), "\(row.a.count) and \(row.b.count)")
      #expect((test.method == .exact) == row.exact)
    }
  }

  @Test func `exchanging the sides mirrors U and keeps the p-value`() {
    for row in oracle.mannWhitney {
      let (forth, back) = (MannWhitney(a: row.a, b: row.b), MannWhitney(a: row.b, b: row.a))
      #expect(forth.u + back.u == Double(row.a.count * row.b.count))
      #expect(agree(forth.pValue, back.pValue, within: 1e-13))
    }
  }

  @Test func `all samples equal are no evidence`() {
    #expect(MannWhitney(a: [2, 2, 2], b: [2, 2]).pValue == 1)
    #expect(SignTest.pValue(of: [2, 2, 2], against: 2) == 1)
  }

  @Test func `three against three apart have the p-value of one order in ten`() {
    #expect(agree(MannWhitney(a: [1, 2, 3], b: [4, 5, 6]).pValue, 0.1, within: 1e-14))
  }

  @Test func `the sign test agrees with the oracle`() {
    for row in oracle.signTests {
      #expect(agree(SignTest.pValue(of: row.samples, against: 0), row.pValue), "n = \(row.samples.count)")
    }
  }

  @Test func `a p-value outside its range stops the process`() async {
    await #expect(processExitsWith: .failure) { _ = Holm.adjusted([0.5, 1.5]) }
    await #expect(processExitsWith: .failure) { _ = Holm.adjusted([.nan]) }
    await #expect(processExitsWith: .failure) { _ = MannWhitney(a: [], b: [1]) }
  }
}

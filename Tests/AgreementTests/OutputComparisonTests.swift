import TickmarkAgreement
import Testing

/// What it means that two outputs agree.
@Suite struct OutputComparisonTests {
  static let loose = Agreement.within(relative: 0.01, absolute: 0.5)

  @Test func `equal bits agree exactly`() { #expect(compare(0.1, 0.1, .exact).first == nil) }

  @Test func `a difference in the last bit is no exact agreement`() {
    #expect(compare(0.1, (0.1).nextUp, .exact).first != nil)
  }

  @Test func `zero and minus zero differ exactly and agree within a tolerance`() {
    #expect(compare(0, -0.0, .exact).first != nil)
    #expect(compare(0, -0.0, Self.loose).first == nil)
  }

  @Test(arguments: [Agreement.exact, loose]) func `NaN agrees with NaN whatever its payload`(_ agreement: Agreement) {
    #expect(compare(.nan, Double(nan: 7, signaling: false), agreement).first == nil)
  }

  @Test(arguments: [Agreement.exact, loose]) func `NaN agrees with no number`(_ agreement: Agreement) {
    #expect(compare(.nan, 1, agreement).first != nil)
    #expect(compare(1, .nan, agreement).first != nil)
    #expect(compare(.infinity, .nan, agreement).first != nil)
  }

  @Test(arguments: [Agreement.exact, loose]) func `infinities agree by sign`(_ agreement: Agreement) {
    #expect(compare(.infinity, .infinity, agreement).first == nil)
    #expect(compare(.infinity, -.infinity, agreement).first != nil)
    #expect(compare(.greatestFiniteMagnitude, .infinity, agreement).first != nil)
  }

  @Test func `the larger of the two tolerances counts`() {
    #expect(compare(1, 1.5, Self.loose).first == nil)
    #expect(compare(1, 1.501, Self.loose).first != nil)
    #expect(compare(1_000, 1_010, Self.loose).first == nil)
    #expect(compare(1_000, 1_011, Self.loose).first != nil)
  }

  @Test func `the first difference is kept, with its place and both values`() throws {
    let comparison = OutputComparison.of([[1.0, 2], [3, 4]], with: [[1.0, 2], [5, 6]], .exact)
    let first = try #require(comparison.first)
    #expect(first.place == "[1][0]" && first.expected == "5.0" && first.actual == "3.0")
    #expect(first.description == "at [1][0]: expected 5.0, got 3.0")
  }

  @Test func `a missing value is a difference`() {
    let comparison = OutputComparison.of([1.0], with: [1.0, 2], .exact)
    #expect(comparison.first?.place == ".count")
  }

  @Test func `the largest error is relative and counts what agrees too`() {
    let comparison = OutputComparison.of([100.0, 50], with: [100.0, 50.1], Self.loose)
    #expect(comparison.first == nil)
    #expect(abs(comparison.largestError - 0.1 / 50.1) < 1e-12)
  }

  @Test func `integers and texts agree only where they are equal`() {
    #expect(OutputComparison.of(3, with: 3, Self.loose).first == nil)
    #expect(OutputComparison.of(3, with: 4, .within(relative: 1, absolute: 9)).first != nil)
    #expect(OutputComparison.of("a", with: "b", Self.loose).first != nil)
  }

  @Test func `a Float32 value is compared as it is`() {
    #expect(OutputComparison.of(Float(0.1), with: Float(0.1), .exact).first == nil)
    #expect(OutputComparison.of(Float(0.1), with: Float(0.1).nextUp, .exact).first != nil)
  }

  private func compare(_ actual: Double, _ reference: Double, _ agreement: Agreement) -> OutputComparison {
    OutputComparison.of(actual, with: reference, agreement)
  }
}

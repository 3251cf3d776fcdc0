import TickmarkAgreement
import Testing

/// Outputs that are compared by their values alone, as two processes do.
@Suite struct OutputValuesTests {
  private static let loose = Agreement.within(relative: 0.01, absolute: 0)
  private static let samples: [[[Double]]] = [
    [[1, 2], [3]], [[1, 2], [3.001]], [[1, 2], [4]], [[1, 2, 3]], [[1, .nan], [3]], [[-0.0, 2], [3]], [],
  ]

  @Test(arguments: [Agreement.exact, loose]) func `values agree exactly where the outputs themselves do`(
    _ agreement: Agreement
  ) {
    for a in Self.samples {
      for b in Self.samples {
        let whole = OutputComparison.of(a, with: b, agreement).first
        let values = OutputValues(of: a).firstDifference(from: OutputValues(of: b), agreement)
        #expect((whole == nil) == (values == nil), "\(a), \(b)")
      }
    }
  }

  @Test func `what is no number must be equal`() {
    let a = OutputValues(of: ["buy", "sell"])
    #expect(a.firstDifference(from: OutputValues(of: ["buy", "sell"]), Self.loose) == nil)
    #expect(a.firstDifference(from: OutputValues(of: ["buy", "hold"]), Self.loose) == 2)
    #expect(OutputValues(of: [1]).firstDifference(from: OutputValues(of: [1.0]), Self.loose) == 1)
  }

  @Test func `a value is found again by its number`() throws {
    let output = [[1.0, 2], [3.5]]
    let values = OutputValues(of: output)
    // The outer count, then each row's count and numbers.
    #expect(values.count == 6 && values.bits[5] == (3.5).bitPattern)
    let last = try #require(OutputValues.describe(5, of: output))
    #expect(last.place == "[1][0]" && last.text == "3.5")
    #expect(OutputValues.describe(6, of: output) == nil)
  }
}

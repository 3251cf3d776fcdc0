import Testing

@testable import TickmarkFrames

@Suite struct DecimalNumberTests {
  /// What the reader makes of a field, by its own paths only where they are exact.
  private func parsed(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    let cursor = CSVCursor(bytes.span, path: "text")
    return try? cursor.number(CSVField(range: 0..<bytes.count), line: 1, name: "x")
  }

  @Test func `every random decimal reads as the standard library reads it`() throws {
    var index = 0
    func draw(_ below: Int) -> Int {
      index += 1
      return Int(SplitMix.bits(seed: 2_024, index) % UInt64(below))
    }
    for _ in 0..<100_000 {
      var text = ["", "-", "+"][draw(3)]
      let whole = draw(21)
      for _ in 0..<whole { text += String(draw(10)) }
      let fraction = whole == 0 ? draw(21) + 1 : draw(21)
      if fraction > 0 { text += "." }
      for _ in 0..<fraction { text += String(draw(10)) }
      if draw(3) == 0 { text += ["e", "E"][draw(2)] + ["", "-", "+"][draw(3)] + String(draw(40)) }
      let expected = try #require(Double(text))
      #expect(parsed(text)?.bitPattern == expected.bitPattern, "\(text)")
    }
  }

  @Test func `every printed double reads back with the same bits`() {
    for index in 0..<100_000 {
      let value = Double(bitPattern: SplitMix.bits(seed: 77, index))
      guard value.isFinite else { continue }
      #expect(parsed(value.description)?.bitPattern == value.bitPattern)
      let price = SplitMix.unit(seed: 78, index) * 1_000
      #expect(parsed(price.description)?.bitPattern == price.bitPattern)
    }
  }

  @Test func `every printed float reads back with the same bits through a double`() {
    for index in 0..<200_000 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: SplitMix.bits(seed: 79, index)))
      guard value.isFinite else { continue }
      #expect(parsed(value.description).map { Float($0).bitPattern } == value.bitPattern, "\(value)")
    }
  }

  @Test(arguments: [
    "9007199254740993", "9007199254740992.5", "9007199254740993.000000000000000000001", "0.1", "1e22", "1e23", "4.35",
    "2.2250738585072011e-308", "4.9e-324", "1.7976931348623157e308", "18446744073709551615", "99999999999999999999",
    "0.000000000000000000000000000001", "179769313486231570e291", "-0", "0e999999999999",
  ])
  func `hard cases read as the standard library reads them`(text: String) {
    #expect(parsed(text) != nil)
    #expect(parsed(text)?.bitPattern == Double(text)?.bitPattern)
  }

  @Test func `a number may begin or end with its point`() {
    #expect([".5", "5.", "1.e5", "-.5"].map(parsed) == [0.5, 5, 100_000, -0.5])
  }

  @Test(arguments: [
    "inf", "Infinity", "0x10", "1e", "1e+", "--1", "1,5", "e5", "1.2.3", "12abc", "+", "-.", "nan(3)", "$5", "1 2",
  ])
  func `what is no decimal number is refused`(text: String) {
    #expect(parsed(text) == nil)
  }

  @Test(arguments: ["", ".", "NaN", "nan", "NAN", "NA"]) func `a gap reads as NaN`(text: String) {
    #expect(parsed(text)?.isNaN == true)
  }
}

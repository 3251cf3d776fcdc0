import TickmarkStatistics
import Testing

@testable import TickmarkTypesetting

@Suite struct UnitsTests {
  @Test(arguments: [
    (0.1234, "ns", "0.123 ns"), (0, "ns", "0 ns"), (12.345, "ns", "12.35 ns"), (999.94, "ns", "999.9 ns"),
    (999.96, "ns", "1.000 µs"),
    (1_820_000, "ns", "1.820 ms"), (171e9, "ns", "171.0 s"), (2.5, "ms", "2.500 ms"), (0.25, "s", "250.0 ms"),
    (12_345e9, "ns", "12,345 s"), (-1_500, "ns", "−1.500 µs"),
  ])
  func `a duration takes the unit that leaves one to three digits before the point`(
    value: Double, unit: String, text: String
  ) {
    #expect(Units.quantity(value, unit: unit) == text)
  }

  @Test(arguments: [
    (0.0, "B", "0 B"), (1_023, "bytes", "1,023 B"), (1_024, "B", "1.000 KiB"), (25_769_803_776, "B", "24.00 GiB"),
    (12, "allocations", "12 allocations"), (1_260_000, "elements", "1,260,000 elements"),
    (3.2e9, "instructions", "3.200 G instructions"),
    (851_063, "stocks/s", "851.1 k stocks/s"), (8.128, "×", "8.128×"), (50_000, "", "50.00 k"),
  ])
  func `bytes, counts and rates scale in their own way`(value: Double, unit: String, text: String) {
    #expect(Units.quantity(value, unit: unit) == text)
  }

  @Test func `an uncertainty has as many places as its value, and never reads as zero`() {
    #expect(Units.quantity(1_820_000, half: 9_000, unit: "ns") == "1.820 ± 0.009 ms")
    #expect(Units.quantity(676_000, half: 12, unit: "ns") == "676.0 ± <0.1 µs")
    #expect(Units.quantity(676_000, half: 0, unit: "ns") == "676.0 ± 0.0 µs")
  }

  @Test(arguments: [
    (1.102, "+10.2 %"), (0.9995, "−0.05 %"), (1, "0.00 %"), (0.999_999, "−0.0001 %"),
    (40_419.0 / 40_418, "+0.0025 %"), (1.000_000_1, "+<0.0001 %"), (1.000_000_000_000_1, "0.00 %"),
    (0.5, "−50.0 %"), (3.5, "+250 %"),
    (12.3, "×12.30"), (1 / 12.3, "÷12.30"), (0.1, "−90.0 %"), (0, "−100 %"), (.infinity, "–"), (.nan, "–"),
  ])
  func `a ratio reads as a signed change, and never as none where there is one`(ratio: Double, text: String) {
    #expect(Units.change(ratio) == text)
  }

  @Test func `an interval keeps its brackets, and says so where it has no numbers`() {
    #expect(Units.changeInterval([1.098, 1.109]) == "[+9.8, +10.9] %")
    #expect(Units.changeInterval([1]) == "[–]")
    #expect(Units.changeInterval([0, .infinity]) == "[–]")
    #expect(Units.changeInterval([0.05, 1.5]) == "[÷20.00, ×1.500]")
    #expect(Units.changeInterval([8, 12]) == "[×8.000, ×12.00]")
    #expect(Units.ratio(1.102, interval: [1.098, 1.106]) == "1.102 [1.098, 1.106]×")
  }

  @Test(arguments: [
    (0.0, "×", "0×"), (1, "×", "1×"), (1.26, "×", "1.26×"), (0.05, "×", "0.05×"), (0.0002, "×", "0.0002×"),
    (0.000_05, "×", "5e−5×"), (2.5e-7, "×", "2.5e−7×"), (0.004, "ns", "0.004 ns"), (50_000, "", "50 k"),
    (1_260_000, "", "1.26 M"),
  ]) func `a position on an axis is never rounded to nothing`(value: Double, unit: String, text: String) {
    #expect(Units.tick(value, unit: unit) == text)
  }

  @Test func `ticks of different size differ, however small they are`() {
    let texts = (-12...12).flatMap { power in [1.0, 2, 5].map { Units.tick($0 * pow10(power), unit: "×") } }
    #expect(Set(texts).count == texts.count, "\(texts)")
  }

  @Test func `no number, however large or small, makes a text longer than twenty characters`() {
    var generator = SplitMix64(seed: 42)
    for _ in 0..<2_000 {
      let value = Double.random(in: 1...10, using: &generator) * pow10(Int.random(in: -30...300, using: &generator))
      let text = Units.quantity(value, unit: "ns")
      #expect(text.count <= 20, "\(value) is \(text)")
      #expect(!text.contains("nan") && !text.contains("inf"), "\(value) is \(text)")
    }
  }

  private func pow10(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 1 }
}

@Suite struct TextWidthTests {
  @Test func `a long name loses its middle and keeps its end`() {
    let short = TextWidth.shortened("tracking/statistics/2520x500", to: 15)
    #expect(short == "trackin…520x500")
    #expect(TextWidth.columns(short) == 15)
  }

  @Test func `wide characters count twice and combining ones not at all`() {
    #expect(TextWidth.columns("株価") == 4)
    #expect(TextWidth.columns("e\u{301}") == 1)
    #expect(TextWidth.columns(TextWidth.shortened("株価株価株価", to: 5)) <= 5)
  }

  @Test func `control codes of a terminal do not pass`() {
    #expect(TextWidth.clean("a\u{1B}[31mb\nc\td\u{202E}") == "a·[31mb·c·d·")
  }
}

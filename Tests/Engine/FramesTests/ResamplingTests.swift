import Testing

@testable import TickmarkFrames

@Suite struct ResamplingTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func read(_ name: String, precision: Precision = .float32) throws -> Frame {
    try Frame(
      csv: scratch.file(name, Array(try fixture("resampling/\(name)"))), precision: precision)
  }

  private func moment(_ number: Int32, _ second: Int32 = 0) -> Moment {
    Moment(day: Day(number: number), second: second)
  }

  /// Made by `Fixtures/resampling/resampling.py`, with gaps, missing weeks, and days before and after 1970.
  @Test(
    arguments: [
      ("daily", "weekly", Period.week), ("daily", "monthly", .month), ("hourly", "daily-utc", .day(shiftSeconds: 0)),
      ("hourly", "daily-evening", .day(shiftSeconds: 6 * 3_600)),
      ("hourly", "daily-morning", .day(shiftSeconds: -8 * 3_600)),
    ], Precision.allCases)
  func `pandas makes the same bars`(names: (input: String, output: String, period: Period), precision: Precision) throws
  {
    let made = try read("\(names.input).csv", precision: precision).resampled(to: names.period)
    let expected = try read("\(names.output).csv", precision: precision)
    #expect(made.count == expected.count && made.symbols == expected.symbols)
    #expect(made.count > 5)
    #expect(made.lines == expected.lines)
  }

  @Test func `daily bars by days are themselves`() throws {
    let frame = try MarketGenerator(symbols: 9, days: 60, seed: 3).frame()
    #expect(try frame.resampled(to: .day(shiftSeconds: 0)).lines == frame.lines)
  }

  @Test func `months of hours are months of their days`() throws {
    let hours = try read("hourly.csv")
    let days = try hours.resampled(to: .day(shiftSeconds: 0))
    #expect(try days.resampled(to: .month).lines == hours.resampled(to: .month).lines)
  }

  @Test func `a period's high is no lower than any of its bars', and no volume is lost`() throws {
    let frame = try MarketGenerator(symbols: 20, days: 300, seed: 8).frame()
    for period in [Period.week, .month] {
      let made = try frame.resampled(to: period)
      func total(_ frame: Frame) -> Double {
        (0..<frame.count).reduce(0) { $0 + (frame.volume[$1].isNaN ? 0 : frame.volume[$1]) }
      }
      #expect(total(made) == total(frame))
      for row in 0..<made.count where !made.value(.high, row: row).isNaN {
        #expect(made.value(.high, row: row) >= max(made.value(.open, row: row), made.value(.close, row: row)))
      }
    }
  }

  @Test func `a week ends on Sunday and a month on its last day, through leap years`() {
    // 1970-01-01 was a Thursday.
    #expect((-11...11).map { Int(Period.week.end(after: $0)) } == [-10] + (-10...11).map { ($0 + 10) / 7 * 7 - 3 })
    for day in Int32(-200_000)..<(-199_000) {
      let end = Day(number: Period.month.end(after: day)).components
      #expect(end.day == 1 && Day(number: Period.month.end(after: day) - 1).components.month != end.month)
    }
    #expect(Day(number: Period.month.end(after: 59 + 730)).description == "1972-03-01")
  }

  @Test func `a period of gaps only is a gap on its last day`() throws {
    let frame = try Frame(bars: (5...6).map { Bar(symbol: "A", moment: moment($0), close: .nan) })
    let made = try frame.resampled(to: .week)
    #expect(made.count == 1 && made.moment(0) == moment(6))
    #expect(Field.allCases.allSatisfy { made.value($0, row: 0).isNaN })
  }

  @Test func `a sum of volumes widens its column, and one beyond 64 bits is refused`() throws {
    func weekly(_ volumes: [String]) throws -> Frame {
      let rows = volumes.enumerated().map { "2020010\($0 + 6),1,\($1)\n" }
      return try Frame(csv: scratch.file("V.csv", "date,close,volume\n" + rows.joined())).resampled(to: .week)
    }
    #expect(try weekly(["2147483647", "1"]).volume.text(0) == "2147483648")
    #expect(try weekly(["0.25", "", "2147483647.5"]).volume.text(0) == "2147483647.75")
    #expect(try weekly(["1e-18", "5e-19"]).volume[0] == 1e-18 + 5e-19)
    #expect(throws: FrameError.volumesTooWide(symbol: "V")) { try weekly(["9223372036854775807", "1"]) }
    #expect(throws: FrameError.volumesTooWide(symbol: "V")) { try weekly(["-9223372036854775807", "-1"]) }
  }

  @Test func `an empty frame has no periods`() throws {
    #expect(try Frame(bars: []).resampled(to: .month).count == 0)
  }
}

extension Frame {
  /// Every row in words: what two frames are compared by, whatever memory they lie in.
  var lines: [String] {
    (0..<count).map { row in
      ([symbols[Int(codes[row])], moment(row).description] + [open, high, low, close].map { $0.text(row) } + [
        volume.text(row)
      ]).joined(separator: ",")
    }
  }
}

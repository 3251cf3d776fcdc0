import Testing

@testable import TickmarkFrames

@Suite struct CalendarTests {
  private func calendar(_ numbers: [Int32]) throws -> DayCalendar { try DayCalendar(numbers.map(Day.init(number:))) }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `union and intersection are those of the sets of days`(seed: UInt64) throws {
    func random(_ stream: UInt64) -> [Int32] {
      (0..<30).filter { SplitMix.unit(seed: seed &* 2 &+ stream, $0) < Double(seed % 5) / 4 }.map(Int32.init)
    }
    let (left, right) = (random(0), random(1))
    let (one, other) = (try calendar(left), try calendar(right))
    #expect(one.union(other) == (try calendar(Set(left).union(right).sorted())))
    #expect(one.intersection(other) == (try calendar(Set(left).intersection(right).sorted())))
    #expect(one.union(other) == other.union(one) && one.intersection(one) == one)
  }

  @Test func `a calendar that goes back or repeats a day is refused`() throws {
    #expect(throws: FrameError.calendarOutOfOrder(Day(number: 2), after: Day(number: 3))) { try calendar([1, 3, 2]) }
    #expect(throws: FrameError.calendarOutOfOrder(Day(number: 3), after: Day(number: 3))) { try calendar([3, 3]) }
    #expect(FrameError.calendarOutOfOrder(Day(number: 2), after: Day(number: 3)).description.contains("1970-01-03"))
  }

  @Test func `an aligned frame has the calendar's days for every symbol, with gaps where there was no row`() throws {
    let frame = try MarketGenerator(symbols: 12, days: 50, seed: 6).frame()
    let own = try frame.dayCalendar().days
    let other = try DayCalendar(stride(from: own[0].number - 3, to: own[49].number, by: 2).map(Day.init(number:)))
    let aligned = try frame.aligned(to: other)
    #expect(aligned.count == 12 * other.days.count && aligned.symbols == frame.symbols)
    #expect(try aligned.dayCalendar() == other)
    let moments = other.days.map { Moment(day: $0) }
    for field in Field.allCases {
      let expected: Panel<Double> = frame.panel(field, on: moments)
      let found: Panel<Double> = aligned.panel(field, alignment: .ownRows)
      #expect(rowMajor(found).map(\.bitPattern) == rowMajor(expected).map(\.bitPattern))
    }
    #expect(aligned.rowBytes == frame.rowBytes)
  }

  @Test func `aligning to one's own calendar changes no bar that is there`() throws {
    let frame = try MarketGenerator(symbols: 12, days: 50, seed: 6).frame()
    let aligned = try frame.aligned(to: frame.dayCalendar())
    #expect(Set(frame.lines).subtracting(aligned.lines).isEmpty)
  }

  @Test func `intraday bars are refused, and the message says what to do`() throws {
    let frame = try Frame(bars: [Bar(symbol: "A", moment: Moment(day: Day(number: 1), second: 60), close: 1)])
    #expect(throws: FrameError.notDaily) { try frame.dayCalendar() }
    #expect(throws: FrameError.notDaily) { try frame.aligned(to: calendar([1])) }
    #expect(FrameError.notDaily.description.contains("data resample"))
  }

  @Test func `a wide table joins another calendar`() throws {
    let days = ReferenceMarket.businessDays(4)
    let table = WideTable<Float>(
      dates: days, names: ["A", "B"], panel: Panel(days: 4, assets: 2) { Float($0 * 10 + $1) })
    let aligned = table.aligned(to: try DayCalendar([Day(number: 0), days[1], days[3]]))
    #expect(aligned.dates.count == 3 && aligned.panel[0, 0].isNaN && aligned.panel[0, 1].isNaN)
    #expect(aligned.panel[1, 1] == 11 && aligned.panel[2, 0] == 30)
  }
}

import Testing

@testable import TickmarkFrames

@Suite struct FrameTests {
  private func moment(_ number: Int32) -> Moment { Moment(day: Day(number: number)) }

  private func frame(volumes: [String]) throws -> Frame {
    let scratch = try Scratch()
    let rows = volumes.enumerated().map { "\(20_200_101 + $0),1,\($1)" }
    return try Frame(csv: scratch.file("V.csv", (["date,close,volume"] + rows).joined(separator: "\n")))
  }

  @Test func `a daily bar takes 28 bytes beside 56 as a Float64 table`() throws {
    let frame = try MarketGenerator(symbols: 3, days: 50, seed: 1).frame()
    #expect(frame.rowBytes == 28)
    #expect(frame.memory.float64RowBytes == 56)
  }

  @Test(arguments: [
    (["1", "", "2147483647"], "int32", 0), (["-2147483648", "", "1"], "int64", 0),
    (["2147483648", ".", "1"], "int64", 0),
    (["0.5", "", "2012.25343589"], "int64", 8), (["0.5", "3", "12.25"], "int32", 2),
    (["1.50", "2.0", "3e2"], "int32", 1),
    (["1e-18", "", "5e-19"], "float64", 0), (["9223372036854775807", "", "0.5"], "", 0),
    (["9223372036854775807", "1", ""], "int64", 0),
  ])
  func `a volume keeps every digit in the narrowest column that can`(texts: [String], kind: String, scale: Int) throws {
    guard !kind.isEmpty else {
      #expect(throws: FrameError.volumesTooWide(symbol: "V")) { try frame(volumes: texts) }
      return
    }
    let column = try frame(volumes: texts).volume
    let found =
      switch column.values {
      case .int32: "int32"
      case .int64: "int64"
      case .float64: "float64"
      }
    #expect(found == kind && column.scale == scale)
    for (row, text) in texts.enumerated() {
      #expect(column[row].bitPattern == (Double(text) ?? .nan).bitPattern)
      #expect(Double(column.text(row)) == Double(text))
    }
  }

  @Test(arguments: [(3.4e38, 4), (3.5e38, 8), (1e-37, 4), (1e-40, 8), (0, 4), (-1e300, 8), (.nan, 4)])
  func `a price outside Float32's range widens its column and no other`(price: Double, bytes: Int) throws {
    let frame = try Frame(bars: [
      Bar(symbol: "A", moment: moment(1), open: 0.1, close: price),
      Bar(symbol: "A", moment: moment(2), open: 0.2, close: 0.1),
    ])
    #expect(frame.close.rowBytes == bytes && frame.open.rowBytes == 4)
    #expect(frame.value(.close, row: 1) == (bytes == 8 ? 0.1 : Double(Float(0.1))))
    #expect(frame.close.storage().hasPrefix(bytes == 8 ? "Float64" : "Float32"))
  }

  @Test func `a price rounds once to Float32, and not at all in Float64`() throws {
    let bar = Bar(symbol: "A", moment: moment(1), close: 100.34)
    #expect(try Frame(bars: [bar]).value(.close, row: 0) == Double(Float(100.34)))
    #expect(try Frame(bars: [bar], precision: .float64).value(.close, row: 0) == 100.34)
  }

  @Test func `a panel of own rows begins at row 0, one of the calendar at its day`() throws {
    let frame = try Frame(bars: [
      Bar(symbol: "A", moment: moment(10), close: 1), Bar(symbol: "A", moment: moment(12), close: 2),
      Bar(symbol: "B", moment: moment(11), close: 3),
    ])
    let own: Panel<Float> = frame.panel(.close, alignment: .ownRows)
    #expect(own.days == 2 && own[0, 0] == 1 && own[1, 0] == 2 && own[0, 1] == 3 && own[1, 1].isNaN)
    let calendar: Panel<Double> = frame.panel(.close, alignment: .calendar)
    #expect(frame.calendar().map(\.day.number) == [10, 11, 12])
    #expect(calendar[0, 0] == 1 && calendar[1, 0].isNaN && calendar[2, 0] == 2)
    #expect(calendar[0, 1].isNaN && calendar[1, 1] == 3 && calendar[2, 1].isNaN)
    let chosen: Panel<Float> = frame.panel(.close, on: [moment(9), moment(12)])
    #expect(chosen[0, 0].isNaN && chosen[1, 0] == 2 && chosen[1, 1].isNaN)
  }

  @Test func `bars that a file could not hold are refused`() {
    let place = Place(path: "bars", line: 2)
    let first = Bar(symbol: "A", moment: moment(10), close: 1)
    func error(_ bar: Bar) -> FrameError? { thrown { () throws(FrameError) in _ = try Frame(bars: [first, bar]) } }
    #expect(error(first) == .duplicate(place, symbol: "A", moment: moment(10)))
    #expect(
      error(Bar(symbol: "A", moment: moment(9), close: 1))
        == .outOfOrder(place, symbol: "A", moment: moment(9), after: moment(10)))
    #expect(
      error(Bar(symbol: "B", moment: moment(9), close: .infinity))
        == .notANumber(place, field: "close", text: "inf"))
  }

  @Test func `every day of ten thousand years has the number after the day before it`() throws {
    var day = try #require(Day(year: 1, month: 1, day: 1))
    let last = try #require(Day(year: 9_999, month: 12, day: 31))
    #expect(day.number == -719_162 && last.number == 2_932_896)
    while day < last {
      let (year, month, date) = day.components
      #expect(Day(year: year, month: month, day: date) == day)
      day = Day(number: day.number + 97)
    }
  }
}

import Foundation
import Testing

@testable import TickmarkFrames

@Suite struct CSVTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func `columns are found by name, in any case and order, and others are ignored`() throws {
    let path = try scratch.file(
      "a.csv", "Volume,CLOSE,note,Date,low,High,Open,Symbol\n7,4,x,2020-01-02,1,5,2,ABC\n")
    let frame = try Frame(csv: path)
    #expect(frame.symbols == ["ABC"])
    #expect(Field.allCases.map { frame.value($0, row: 0) } == [2, 5, 1, 4, 7])
    #expect(frame.moment(0).description == "2020-01-02")
  }

  @Test func `without a symbol column the file's name is the symbol`() throws {
    let frame = try Frame(
      csv: scratch.file("GOOG.csv", ",Open,High,Low,Close,Volume\n2004-08-19,100,104,95,100.34,22351900"))
    #expect(frame.symbols == ["GOOG"])
    #expect(frame.value(.volume, row: 0) == 22_351_900)
  }

  @Test(arguments: ["2024-02-29", "20240229", "2/29/2024", "02/29/2024", " 2024-02-29 ", "\"2024-02-29\""])
  func `a day is read in every form`(text: String) throws {
    let frame = try Frame(csv: scratch.file("a.csv", "date,close\n\(text),1\n"))
    #expect(frame.moment(0).description == "2024-02-29")
    #expect(frame.seconds == nil)
  }

  @Test(arguments: [
    "2017-04-19 09:30:05", "2017-04-19T09:30:05Z", "20170419 09:30:05.000", "4/19/2017 09:30:05+02:00",
  ])
  func `a time of day is kept as the file's clock has it`(text: String) throws {
    let frame = try Frame(csv: scratch.file("a.csv", "timestamp,close\n\(text),1\n"))
    #expect(frame.moment(0).description == "2017-04-19 09:30:05")
    #expect(frame.rowBytes == 32)
  }

  @Test func `quotes, doubled quotes, newlines in quotes, CRLF, BOM, blank lines and no last newline`() throws {
    let text =
      "\u{FEFF}\"symbol\",\"date\",\"close\"\r\n\r\n\"a \"\"b\"\"\",2020-01-01,\"1.5\"\r\n\"c\nd\",2020-01-01,2\r\n\r\n\"e,f\",2020-01-02,3"
    let frame = try Frame(csv: scratch.file("a.csv", text))
    #expect(frame.symbols == ["a \"b\"", "c\nd", "e,f"])
    #expect((0..<3).map { frame.value(.close, row: $0) } == [1.5, 2, 3])
  }

  @Test func `a file that ends in a comma ends in a gap`() throws {
    let frame = try Frame(csv: scratch.file("a.csv", "symbol,date,close,volume\nA,2020-01-01,1,"))
    #expect(frame.value(.volume, row: 0).isNaN)
    #expect(frame.census().gaps == [.open: 1, .high: 1, .low: 1, .close: 0, .volume: 1])
  }

  @Test func `zero and negative prices are kept, counted and located`() throws {
    let frame = try Frame(csv: scratch.file("a.csv", "symbol,date,open,close\nA,2020-01-01,1,0\nA,2020-01-02,-1,.\n"))
    let census = frame.census()
    #expect((census.zeroPrices, census.negativePrices) == (1, 1))
    #expect(census.firstNonPositive == "A 2020-01-02 open")
    #expect(frame.value(.open, row: 1) == -1)
  }

  @Test func `a wide file keeps the order of its columns and its gaps`() throws {
    let table = try WideTable<Float>(csv: scratch.file("w.csv", "Z,date,A\n1.5,2020-01-01,.\n,1/2/2020,2\n"))
    #expect(table.names == ["Z", "A"])
    #expect(table.dates.map(\.description) == ["2020-01-01", "2020-01-02"])
    #expect(table.panel[0, 0] == 1.5 && table.panel[0, 1].isNaN && table.panel[1, 0].isNaN && table.panel[1, 1] == 2)
    #expect(try table.frame().count == 2)
  }

  @Test func `rebalancing days and costs are read by column`() throws {
    let path = try scratch.file("c.csv", "Date,cost\n2020-01-01,0.5\n2020-01-03,\n")
    let series = try DatedSeries(csv: path, column: "cost")
    #expect(series.values[0] == 0.5 && series.values[1].isNaN)
    #expect(try DatedSeries.dates(csv: path) == series.dates)
    #expect(try DatedSeries.dates(csv: scratch.file("d.csv", "Date\n2020-01-01\n")).count == 1)
  }

  @Test func `one file a symbol makes one frame`() throws {
    let paths = try ["B", "A"].map { try scratch.file("\($0).csv", "date,close\n2020-01-01,1\n2020-01-02,2\n") }
    let frame = try Frame(csv: paths)
    #expect(frame.symbols == ["A", "B"])
    #expect(frame.rows(of: 1) == 2..<4)
  }
}

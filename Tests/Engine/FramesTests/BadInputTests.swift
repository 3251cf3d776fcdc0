import Foundation
import Testing

@testable import TickmarkFrames

@Suite struct BadInputTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func error(_ text: String, order: RowOrder = .increasing) throws -> FrameError? {
    let path = try scratch.file("bad.csv", text)
    return thrown { () throws(FrameError) in _ = try Frame(csv: path, order: order) }
  }

  private var place: Place { Place(path: scratch.path("bad.csv"), line: 3) }
  private let header = "symbol,date,close,volume\nA,2020-01-02,1,1\n"
  private func moment(_ day: Int) throws -> Moment { Moment(day: try #require(Day(year: 2020, month: 1, day: day))) }

  @Test func `a missing file says so`() {
    let error = thrown { () throws(FrameError) in _ = try Frame(csv: scratch.path("none.csv")) }
    #expect(error?.kind == .missing)
    #expect(error?.description.contains("none.csv") == true)
  }

  @Test(arguments: ["", "\n\r\n\n", "\u{FEFF}"]) func `an empty file says so`(text: String) throws {
    #expect(try error(text) == .empty(path: place.path))
  }

  @Test func `a header without rows says so`() throws {
    #expect(try error("symbol,date,close\n\n") == .noRows(path: place.path))
    #expect(thrown { () throws(FrameError) in _ = try WideTable<Float>(csv: place.path) } == .noRows(path: place.path))
  }

  @Test func `a missing or a repeated column is named`() throws {
    #expect(try error("symbol,date,last\nA,2020-01-01,1\n") == .missingColumn(path: place.path, column: "close"))
    #expect(try error("symbol,day,close\nA,2020-01-01,1\n") == .missingColumn(path: place.path, column: "date"))
    #expect(try error("date,close,Close\n2020-01-01,1,2\n") == .repeatedColumn(path: place.path, column: "close"))
  }

  @Test func `a ragged row is named by its line`() throws {
    #expect(try error(header + "A,2020-01-03,1") == .ragged(place, fields: 3, expected: 4))
    #expect(try error(header + "A,2020-01-03,1,2,3\n") == .ragged(place, fields: 5, expected: 4))
  }

  @Test func `text in a number is named by line and field`() throws {
    #expect(try error(header + "A,2020-01-03,x1,1") == .notANumber(place, field: "close", text: "x1"))
    #expect(try error(header + "A,2020-01-03,1,1k") == .notANumber(place, field: "volume", text: "1k"))
    #expect(try error(header + "A,2020-01-03,inf,1") == .notANumber(place, field: "close", text: "inf"))
    #expect(try error(header + "A,2020-01-03,1e999,1") == .numberTooLarge(place, field: "close", text: "1e999"))
    let digits = String(repeating: "9", count: 30)
    #expect(try error(header + "A,2020-01-03,1,\(digits)") == .tooManyDigits(place, field: "volume", text: digits))
    #expect(try error(header + "A,2020-01-03,1,9999999999999999999")?.kind == .badData)
  }

  @Test(arguments: [
    "2021-04-31", "2021-02-29", "20210431", "4/31/2021", "2021-13-01", "2021-00-10", "2021-1-1", "31.04.2021", "today",
    "", "2021-04-30 25:00", "2021-04-30 10:00:00.5", "2021/04/30x", "1234567890", "0000-01-01",
  ])
  func `an impossible date is named`(text: String) throws {
    #expect(try error(header + "A,\(text),1,1") == .notADate(place, field: "date", text: text))
  }

  @Test func `a repeated day is an error, sorted or not`() throws {
    let duplicate = FrameError.duplicate(place, symbol: "A", moment: try moment(2))
    #expect(try error(header + "A,2020-01-02,5,1") == duplicate)
    #expect(try error(header + "A,2020-01-02,5,1\nA,2020-01-01,5,1\n", order: .sorting) == duplicate)
    #expect(try error(header + "B,2020-01-02,5,1") == nil)
  }

  @Test func `a day that goes back is an error unless the rows may be sorted`() throws {
    let expected = FrameError.outOfOrder(place, symbol: "A", moment: try moment(1), after: try moment(2))
    #expect(try error(header + "A,2020-01-01,5,1") == expected)
    #expect(try error(header + "A,2020-01-01,5,1", order: .sorting) == nil)
  }

  @Test func `lines are counted as an editor counts them`() throws {
    let text = "symbol,date,close\r\n\r\n\"A\nB\",2020-01-01,1\r\nC,2020-01-01,x\r\n"
    #expect(try error(text) == .notANumber(Place(path: place.path, line: 5), field: "close", text: "x"))
  }

  @Test func `a quote that never closes, and text after one that does`() throws {
    #expect(try error(header + "\"A,2020-01-03,1,1\nB,2020-01-01,1,1\n") == .openQuote(place))
    #expect(try error(header + "\"") == .openQuote(place))
    #expect(try error(header + "\"A\"x,2020-01-03,1,1") == .textAfterQuote(place))
  }

  @Test func `bytes that are not UTF-8 are an error, never a trap`() throws {
    let path = try scratch.file("bad.csv", Array(header.utf8) + [0xFF, 0xFE] + Array(",2020-01-03,1,1\n".utf8))
    #expect(thrown { () throws(FrameError) in _ = try Frame(csv: path) } == .notText(place, field: "symbol"))
    let number = try scratch.file("bad.csv", Array((header + "A,2020-01-03,").utf8) + [0xFF, 0x00, 0x0A])
    #expect(thrown { () throws(FrameError) in _ = try Frame(csv: number) }?.description.contains("\n") == false)
    let name = try scratch.file("bad.csv", [0xC3, 0x28] + Array(",close\n1,1\n".utf8))
    #expect(thrown { () throws(FrameError) in _ = try Frame(csv: name) }?.kind == .badData)
  }

  @Test func `a line of a megabyte is an error of one short line`() throws {
    let long = String(repeating: "x", count: 1 << 20)
    let message = try #require(try error(header + "A,2020-01-03,\(long),1")).description
    #expect(message.utf8.count < 400 && !message.contains("\n"))
    #expect(try error(long) == .missingColumn(path: place.path, column: "date"))
    #expect(try error(header + String(repeating: ",", count: 1 << 20)) != nil)
    #expect(try error(header + "\(long),2020-01-03,1,1") == nil)
  }

  @Test func `any cut and any damaged byte of a file gives rows or an error, never a trap`() throws {
    let bytes = Array((header + "\"A\",2020-01-03 10:00:00,-1.5e3,12.5\r\nB,1/2/2020,.,NaN\n").utf8)
    for index in bytes.indices {
      _ = try error(String(decoding: bytes[..<index], as: UTF8.self))
      for byte in [UInt8(0), 0x22, 0x2C, 0x0A, 0x0D, 0x39, 0xFF] {
        var damaged = bytes
        damaged[index] = byte
        let path = try scratch.file("bad.csv", damaged)
        _ = thrown { () throws(FrameError) in _ = try Frame(csv: path) }
        _ = thrown { () throws(FrameError) in _ = try WideTable<Float>(csv: path) }
        _ = thrown { () throws(FrameError) in _ = try DatedSeries(csv: path, column: "close") }
      }
    }
  }

  @Test func `wide files name repeated columns, times of day and numbers beyond the element`() throws {
    func wide(_ text: String) throws -> FrameError? {
      let path = try scratch.file("bad.csv", text)
      return thrown { () throws(FrameError) in _ = try WideTable<Float>(csv: path) }
    }
    let line2 = Place(path: place.path, line: 2)
    #expect(try wide("Date,A,A\n2020-01-01,1,2\n") == .repeatedColumn(path: place.path, column: "A"))
    #expect(
      try wide("Date,A\n2020-01-01 10:00,1\n")
        == .timeOfDay(line2, field: "Date", text: "2020-01-01 10:00"))
    #expect(try wide("Date,A\n2020-01-01,1e39\n") == .numberTooLarge(line2, field: "A", text: "1e39"))
    #expect(try wide("Date,A\n2020-01-01,1,2\n") == .ragged(line2, fields: 3, expected: 2))
    #expect(try wide("Date,A\n2020-01-02,1\n2020-01-02,1\n") == .duplicate(place, symbol: nil, moment: moment(2)))
  }
}

import Testing

@testable import TickmarkFrames

/// Laws: what is written reads back as the same.
@Suite struct RoundTripTests {
  @Test(arguments: [Precision.float32, .float64], [UInt64(1), 7, 42])
  func `a market survives CSV, binary and CSV again`(precision: Precision, seed: UInt64) throws {
    let scratch = try Scratch()
    let market = try MarketGenerator(symbols: 9, days: 300, seed: seed).frame(precision: precision)
    try market.writeCSV(to: scratch.path("a.csv"))
    let read = try Frame(csv: scratch.path("a.csv"), precision: precision)
    try read.write(to: scratch.path("a.tmf"))
    let opened = try Frame(file: scratch.path("a.tmf"))
    try opened.writeCSV(to: scratch.path("b.csv"))
    #expect(try scratch.text("a.csv") == scratch.text("b.csv"))
    #expect(opened.symbols == market.symbols)
    #expect(opened.count == market.count)
    for field in Field.allCases {
      for row in 0..<market.count {
        #expect(opened.value(field, row: row).bitPattern == market.value(field, row: row).bitPattern)
      }
    }
    #expect(scratch.names == ["a.csv", "a.tmf", "b.csv"])
  }

  @Test func `intraday bars, odd symbols and fractional volumes survive too`() throws {
    let scratch = try Scratch()
    let day = try #require(Day(year: 2017, month: 4, day: 19))
    var bars: [Bar] = []
    for symbol in [" lead", "a,b", "\"q\"", "line\nbreak", "Ünï", "plain"] {
      for hour in 0..<3 {
        let volume: Double = hour == 1 ? .nan : 2012.25343589 * Double(hour)
        let moment = Moment(day: day, second: Int32(hour * 3_600 + 59))
        bars.append(Bar(symbol: symbol, moment: moment, close: 0.1 * Double(hour), volume: volume))
      }
    }
    let frame = try Frame(bars: bars)
    try frame.writeCSV(to: scratch.path("a.csv"))
    let read = try Frame(csv: scratch.path("a.csv"))
    try read.write(to: scratch.path("a.tmf"))
    try Frame(file: scratch.path("a.tmf")).writeCSV(to: scratch.path("b.csv"))
    #expect(try scratch.text("a.csv") == scratch.text("b.csv"))
    #expect(Set(read.symbols) == Set(bars.map(\.symbol)))
    #expect(read.moment(1).second == 3_659)
  }

  @Test func `a wide table of doubles survives with every bit`() throws {
    let scratch = try Scratch()
    let panel = ReferenceMarket.edges(
      prices: ReferenceMarket.prices(days: 60, assets: 21, seed: 3, as: Double.self),
      weights: ReferenceMarket.weightsDense(days: 60, assets: 21, seed: 3, as: Double.self), seed: 3
    ).prices
    let table = WideTable(dates: ReferenceMarket.businessDays(60), names: (0..<21).map { "A\($0)" }, panel: panel)
    try table.writeCSV(to: scratch.path("wide.csv"))
    let read = try WideTable<Double>(csv: scratch.path("wide.csv"))
    #expect(read.dates == table.dates && read.names == table.names)
    #expect(rowMajor(read.panel).map(\.bitPattern) == rowMajor(panel).map(\.bitPattern))
  }

  @Test func `rows that interleave symbols give the same frame as sorted ones`() throws {
    let scratch = try Scratch()
    let market = try MarketGenerator(symbols: 5, days: 40, seed: 9).frame()
    try market.writeCSV(to: scratch.path("sorted.csv"))
    var lines = try scratch.text("sorted.csv").split(separator: "\n").map(String.init)
    let header = lines.removeFirst()
    // By date, newest symbol first: days still increase within each symbol.
    let byDate = lines.sorted {
      let (a, b) = ($0.split(separator: ","), $1.split(separator: ","))
      return (a[1], b[0]) < (b[1], a[0])
    }
    let interleaved = try scratch.file("mixed.csv", ([header] + byDate).joined(separator: "\r\n"))
    try Frame(csv: interleaved).writeCSV(to: scratch.path("again.csv"))
    #expect(try scratch.text("again.csv") == scratch.text("sorted.csv"))

    let backwards = try scratch.file("back.csv", ([header] + lines.reversed()).joined(separator: "\n"))
    #expect(thrown { () throws(FrameError) in _ = try Frame(csv: backwards) } != nil)
    try Frame(csv: backwards, order: .sorting).writeCSV(to: scratch.path("again.csv"))
    #expect(try scratch.text("again.csv") == scratch.text("sorted.csv"))
  }
}

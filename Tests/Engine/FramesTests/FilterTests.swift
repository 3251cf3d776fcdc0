import Testing

@testable import TickmarkFrames

@Suite struct FilterTests {
  private let frame: Frame

  init() throws { frame = try MarketGenerator(symbols: 30, days: 150, seed: 77).frame() }

  @Test func `what is left is what the bounds say, in the frame's order`() throws {
    let days = ReferenceMarket.businessDays(150)
    var filter = FrameFilter(days: days[20]...days[100], closes: 20...90, volumes: 1e5...1e9)
    filter.symbols = Set((5..<25).map { MarketGenerator(symbols: 30, days: 1, seed: 1).name($0) })
    let kept = (0..<frame.count).filter { row in
      (5..<25).contains(Int(frame.codes[row])) && (days[20]...days[100]).contains(frame.moment(row).day)
        && frame.close[row] >= 20 && frame.close[row] <= 90 && frame.volume[row] >= 1e5
    }
    let result = frame.filtered(by: filter)
    var rows: [Int] = []
    result.slice.forEachRow { rows.append($0) }
    #expect(rows == kept && kept.count > 100)
    let lines = frame.lines
    #expect(result.slice.copied().lines == kept.map { lines[$0] })
    #expect(result.removed.map(\.step) == [.symbols, .days, .closes, .volumes])
    #expect(result.removed.reduce(result.slice.count) { $0 + $1.bars } == frame.count)
    #expect(result.removed.allSatisfy { $0.bars > 0 })
  }

  @Test func `a filter of nothing keeps everything and removes nothing`() {
    let result = frame.filtered(by: FrameFilter())
    #expect(result.slice.count == frame.count && result.removed.isEmpty && result.unknownSymbols.isEmpty)
  }

  @Test func `minimum bars are counted after the other steps`() throws {
    let all = frame.filtered(by: FrameFilter(minimumBars: 150)).slice.symbols
    #expect(all == frame.symbols.indices.filter { frame.rows(of: $0).count >= 150 }.map { frame.symbols[$0] })
    #expect(all.count < 30 && all.count > 3)
    let days = ReferenceMarket.businessDays(150)
    let result = frame.filtered(by: FrameFilter(days: days[0]...days[9], minimumBars: 11))
    #expect(result.slice.count == 0 && result.removed.map(\.step) == [.days, .minimumBars])
  }

  @Test func `a gap lies within no bounds`() throws {
    let frame = try Frame(bars: [
      Bar(symbol: "A", moment: Moment(day: Day(number: 1)), close: .nan, volume: 5),
      Bar(symbol: "A", moment: Moment(day: Day(number: 2)), close: 1),
      Bar(symbol: "A", moment: Moment(day: Day(number: 3)), close: 1, volume: 0),
    ])
    #expect(frame.filtered(by: FrameFilter(closes: -.infinity...(.infinity))).slice.parts.map(\.rows) == [1..<3])
    #expect(frame.filtered(by: FrameFilter(volumes: 0...(.infinity))).slice.parts.map(\.rows) == [0..<1, 2..<3])
  }

  @Test func `symbols that are not there are named`() {
    let result = frame.filtered(by: FrameFilter(symbols: ["S0001", "Z", "", "S001"]))
    #expect(result.unknownSymbols == ["", "S001", "Z"] && result.slice.symbols == ["S0001"])
  }
}

import Testing
import TickmarkMemory

@testable import TickmarkFrames

@Suite struct SliceTests {
  private let frame: Frame

  init() throws { frame = try MarketGenerator(symbols: 40, days: 200, seed: 21).frame() }

  private func day(_ index: Int) -> Day { ReferenceMarket.businessDays(200)[index] }

  private func lines(_ isKept: (Int) -> Bool) -> [String] {
    zip(0..<frame.count, frame.lines).filter { isKept($0.0) }.map(\.1)
  }

  @Test(arguments: [(0, 199), (3, 3), (50, 120), (199, 199)])
  func `a slice of days has the rows that lie between, of every symbol`(first: Int, last: Int) {
    let days = day(first)...day(last)
    let slice = frame.slice(days: days)
    let expected = lines { days.contains(frame.moment($0).day) }
    #expect(slice.copied().lines == expected)
    #expect(slice.count == expected.count)
  }

  @Test func `days outside the frame leave nothing, and days between two bars neither`() {
    #expect(frame.slice(days: Day(number: 0)...Day(number: 100)).parts.isEmpty)
    // A weekend.
    #expect(frame.slice(days: Day(number: day(1).number + 1)...Day(number: day(1).number + 2)).count == 0)
    #expect(frame.slice(days: Day(number: 0)...Day(number: 100)).copied().count == 0)
  }

  @Test(arguments: ["S0000", "S0017", "S0039"])
  func `a slice of a symbol has its rows in the frame's memory`(name: String) throws {
    let slice = frame.slice(symbol: name)
    let part = try #require(slice.parts.first)
    #expect(slice.parts.count == 1 && slice.symbols == [name])
    #expect(slice.copied().lines == lines { frame.symbols[Int(frame.codes[$0])] == name })
    guard case .float32(let whole) = frame.close, case .float32(let some) = frame.close.slice(part.rows) else {
      Issue.record("closes are Float32")
      return
    }
    #expect(some.address == whole.address + part.rows.lowerBound * 4)
    #expect(some.count == part.rows.count)
  }

  @Test func `a symbol that is not there has no rows`() {
    for name in ["", "S", "S00170", "s0017", "Z"] { #expect(frame.slice(symbol: name).parts.isEmpty) }
  }

  @Test func `slices of slices may be taken in any order`() {
    let names: Set = ["S0003", "S0017", "S0030"]
    let days = day(30)...day(90)
    let one = frame.slice(days: days).slice(symbols: names)
    let other = frame.slice.slice(symbols: names).slice(days: day(0)...day(90)).slice(days: day(30)...day(199))
    #expect(one.parts == other.parts && one.count > 100)
  }

  @Test func `a copy of everything is the frame, and its columns are stored as they were`() throws {
    let copy = frame.slice.copied()
    #expect(copy.lines == frame.lines && copy.symbols == frame.symbols && copy.rowBytes == frame.rowBytes)
    let wide = try Frame(bars: [
      Bar(symbol: "A", moment: Moment(day: day(0), second: 60), open: 1e-300, close: 1, volume: 3e9),
      Bar(symbol: "B", moment: Moment(day: day(0)), close: 2, volume: 0.5),
    ])
    let kept = wide.slice(symbol: "B").copied()
    #expect(kept.lines == [wide.lines[1]] && kept.rowBytes == wide.rowBytes && kept.symbols == ["B"])
  }

  @Test func `days of a panel lie in its memory, tile by tile`() {
    let panel: Panel<Float> = ReferenceMarket.prices(days: 30, assets: 35, seed: 2)
    let slice = panel.slice(days: 7..<19)
    #expect(slice.tiles == 3 && slice.days == 12 && slice.assets == 35)
    for tile in 0..<3 { #expect(slice.tile(tile).address == panel.tile(tile).address + 7 * 64) }
    #expect(slice[0, 34] == panel[7, 34] && slice[11, 0] == panel[18, 0])
    let copy = slice.copied()
    #expect(rowMajor(copy) == (7..<19).flatMap { day in (0..<35).map { panel[day, $0] } })
    #expect(panel.slice(days: 5..<5).copied().days == 0)
  }

  @Test(arguments: [0..<0, 0..<1, 1..<3, 2..<3, 0..<3])
  func `whole tiles of a panel are a panel in its memory`(tiles: Range<Int>) {
    let panel: Panel<Float> = ReferenceMarket.prices(days: 5, assets: 35, seed: 2)
    let slice = panel.slice(tiles: tiles)
    #expect(slice.assets == min(tiles.upperBound * 16, 35) - tiles.lowerBound * 16 && slice.tiles == tiles.count)
    for asset in 0..<slice.assets { #expect(slice[4, asset] == panel[4, tiles.lowerBound * 16 + asset]) }
    #expect(slice.rows.address == panel.rows.address + tiles.lowerBound * 5 * 64)
  }

  @Test func `a slice outside its panel stops the process`() async {
    await #expect(processExitsWith: .failure) {
      let panel: Panel<Float> = ReferenceMarket.prices(days: 5, assets: 5, seed: 2)
      _ = panel.slice(days: 3..<6)
    }
  }

  @Test func `the memory report says how many bytes a bar takes, and where they are`() throws {
    let memory = frame.memory
    #expect(memory.rowBytes == 28 && memory.mappedBytes == 0)
    #expect(memory.totalBytes == 28 * frame.count + memory.dictionaryBytes)
    #expect(memory.dictionaryBytes == 40 * 32 && memory.bytesPerBar < 28.2)
    let scratch = try Scratch()
    try frame.write(to: scratch.path("a.tmf"))
    let mapped = try Frame(file: scratch.path("a.tmf")).memory
    #expect(mapped.mappedBytes == 28 * frame.count && mapped.allocatedBytes == mapped.dictionaryBytes)
    #expect(mapped.columns.map(\.name) == ["symbol", "date", "open", "high", "low", "close", "volume"])
    #expect(try Frame(bars: []).memory.bytesPerBar == 0)
  }
}

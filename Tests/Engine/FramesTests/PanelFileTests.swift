import Foundation
import Testing
import TickmarkMemory

@testable import TickmarkFrames

@Suite struct PanelFileTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private static func write(_ path: String, symbols: Int, days: Int) throws {
    let market = MarketGenerator(symbols: symbols, days: days, seed: 9)
    let moves = market.marketMoves
    try PanelFile.write(
      to: path, days: market.calendar, assets: market.symbolNames, columns: Field.allCases.map(\.rawValue)
    ) { tile, values in market.fill(tile: tile, &values, moves: moves) }
  }

  private func error(_ bytes: [UInt8]) throws -> FrameError? {
    let path = try scratch.file("bad.tmpanel", bytes)
    return thrown { () throws(FrameError) in
      try PanelFile(path: path).forEachTile { tile in #expect(tile.days >= 0) }
    }
  }

  @Test(arguments: [(1, 1), (15, 3), (16, 40), (17, 40), (50, 0), (0, 5)])
  func `a panel comes back bit for bit, tile by tile`(symbols: Int, days: Int) throws {
    try Self.write(scratch.path("a.tmpanel"), symbols: symbols, days: days)
    let file = try PanelFile(path: scratch.path("a.tmpanel"))
    let market = MarketGenerator(symbols: symbols, days: days, seed: 9)
    #expect(file.days == market.calendar && file.assets == market.symbolNames && file.columns.count == 5)
    let panels: [Panel<Float>] = market.panels(Field.allCases)
    var seen = 0
    try file.forEachTile { tile in
      #expect(tile.index == seen)
      for column in 0..<5 {
        let expected = panels[column].slice(tiles: seen..<seen + 1)
        #expect(rowMajor(tile.panel(column)).map(\.bitPattern) == rowMajor(expected).map(\.bitPattern))
        #expect(Int(bitPattern: tile[column].address) % 64 == 0)
      }
      seen += 1
    }
    #expect(seen == file.tiles && seen == (symbols + 15) / 16)
  }

  @Test func `a generated panel is the generated frame on its calendar`() throws {
    let market = MarketGenerator(symbols: 35, days: 120, seed: 4)
    let frame = try market.frame(precision: .float64)
    let calendar = market.calendar.map { Moment(day: $0) }
    let panels: [Panel<Double>] = market.panels(Field.allCases)
    for (field, panel) in zip(Field.allCases, panels) {
      let expected: Panel<Double> = frame.panel(field, on: calendar)
      #expect(rowMajor(panel).map(\.bitPattern) == rowMajor(expected).map(\.bitPattern))
    }
  }

  @Test func `any flipped byte and any cut is noticed`() throws {
    try Self.write(scratch.path("a.tmpanel"), symbols: 17, days: 1)
    let bytes = try scratch.bytes("a.tmpanel")
    // Between its names and its first page's end the header is zeros, of which some will do.
    let first = 4_096
    for index in Array(0..<350) + Array(stride(from: 350, to: first, by: 97)) + Array(first..<bytes.count) {
      var damaged = bytes
      damaged[index] ^= 0x10
      #expect(try error(damaged) != nil, "byte \(index)")
    }
    for count in stride(from: 0, to: bytes.count, by: 97) { #expect(try error(Array(bytes[..<count])) != nil) }
  }

  @Test func `another file is no panel, and a newer one says so`() throws {
    try Self.write(scratch.path("a.tmpanel"), symbols: 1, days: 2)
    var bytes = try scratch.bytes("a.tmpanel")
    bytes[8] = 2
    #expect(try error(bytes) == .newerPanel(path: scratch.path("bad.tmpanel"), version: 2))
    #expect(try error(Array("symbol,date".utf8)) == .notAPanel(path: scratch.path("bad.tmpanel")))
    #expect(try error([]) == .empty(path: scratch.path("bad.tmpanel")))
  }

  /// Sizes and name ends of all kinds, with right checksums.
  @Test func `a hostile file with right checksums never traps`() throws {
    try Self.write(scratch.path("a.tmpanel"), symbols: 3, days: 2)
    let bytes = try scratch.bytes("a.tmpanel")
    for index in Array(8..<64) + Array(64..<64 + 8 + 8 * 8 + 40) {
      for value in [UInt8(0x01), 0x7F, 0xFF] {
        var hostile = bytes
        hostile[index] = value
        if index >= 64 { replace(&hostile, 40, ContentHash.xxh3(hostile.span.extracting(64..<4_096).bytes)) }
        replace(&hostile, 56, ContentHash.xxh3(hostile.span.extracting(0..<56).bytes))
        if let error = try error(hostile) { #expect(error.kind == .badData) }
      }
    }
  }

  private func replace(_ bytes: inout [UInt8], _ offset: Int, _ hash: UInt64) {
    var text: [UInt8] = []
    FrameFileLayout.append(hash, to: &text)
    bytes.replaceSubrange(offset..<offset + 8, with: text)
  }

  @Test func `a writer that fails leaves what was there`() throws {
    let path = try scratch.file("a.tmpanel", "before")
    #expect(throws: FrameError.notDaily) {
      try PanelFile.write(to: path, days: [], assets: ["A"], columns: ["close"]) {
        (_, _) throws(FrameError) in throw .notDaily
      }
    }
    #expect(try scratch.text("a.tmpanel") == "before" && scratch.names == ["a.tmpanel"])
  }

  /// The kernel says of the one mapping how much of it is resident, so other tests do not disturb.
  @Test func `a pass over the file keeps two tiles of it in memory, whatever its size`() throws {
    let path = scratch.path("large.tmpanel")
    try PanelFile.write(
      to: path, days: ReferenceMarket.businessDays(2_520), assets: (0..<640).map { "S\($0)" },
      columns: ["open", "close"]
    ) { tile, values in values.update(repeating: Float(tile)) }
    let file = try PanelFile(path: path)
    #expect(file.bytes > 12_000_000 && file.tileBytes < 330_000)
    var most = 0
    var sum = 0.0
    try file.forEachTile { tile in
      for row in 0..<tile.days { sum += Double(tile[1][row][3]) }
      most = max(most, Self.residentBytes(path))
    }
    #expect(sum == 2_520.0 * (39 * 40 / 2))
    #expect(most > 0 && most <= 2 * file.tileBytes + 1 << 20)
    #expect(Self.residentBytes(path) <= 1 << 20)
    // What the bound is worth: without giving pages back, the whole file stays.
    for tile in 0..<file.tiles { #expect(try file.tile(tile).days == 2_520) }
    #expect(Self.residentBytes(path) > file.bytes / 2)
  }

  private static func residentBytes(_ path: String) -> Int {
    // A file of the kernel's says that it is empty, so it is read to its end.
    guard let data = try? FileHandle(forReadingFrom: URL(filePath: "/proc/self/smaps")).readToEnd() else { return 0 }
    let maps = String(decoding: data, as: UTF8.self)
    var bytes = 0
    var isOurs = false
    for line in maps.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words[0].contains("-") { isOurs = line.hasSuffix(path) }
      if isOurs, words[0] == "Rss:" { bytes += (Int(words[1]) ?? 0) * 1_024 }
    }
    return bytes
  }

  @Test func `a summary is that of all values at once`() throws {
    try Self.write(scratch.path("a.tmpanel"), symbols: 37, days: 90)
    let file = try PanelFile(path: scratch.path("a.tmpanel"))
    let panels: [Panel<Float>] = MarketGenerator(symbols: 37, days: 90, seed: 9).panels(Field.allCases)
    for (summary, panel) in zip(try file.summaries(), panels) {
      let values = rowMajor(panel).filter { !$0.isNaN }.map(Double.init)
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      #expect(summary.count == values.count && summary.gaps == 37 * 90 - values.count && summary.gaps > 0)
      #expect(summary.minimum == values.min() && summary.maximum == values.max())
      #expect(abs(summary.mean / mean - 1) < 1e-12)
      #expect(abs(summary.deviation / (squares / Double(values.count - 1)).squareRoot() - 1) < 1e-12)
    }
  }

  @Test func `a summary of nothing but gaps has no mean`() {
    var summary = ColumnSummary()
    summary.add(Panel<Float>(days: 3, assets: 2) { _, _ in .nan }.tile(0), assets: 2)
    #expect(summary.gaps == 6 && summary.count == 0 && summary.mean.isNaN && summary.deviation.isNaN)
  }

  @Test func `features follow from the bars as their formulas say`() throws {
    let market = MarketGenerator(symbols: 20, days: 30, seed: 3)
    var values = AlignedBuffer<Float>(count: 15 * 30 * 16, repeating: .nan)
    var span = values.mutableSpan
    market.fill(tile: 1, &span, moves: market.marketMoves)
    PanelFeatures.fill(&span, days: 30)
    func value(_ column: Int, _ day: Int, _ lane: Int) -> Float { values[(column * 30 + day) * 16 + lane] }
    let checked = (0..<4).flatMap { lane in (1..<30).map { ($0, lane) } }.filter { day, lane in
      !value(3, day, lane).isNaN && !value(3, day - 1, lane).isNaN
    }
    #expect(checked.count > 50)
    for (day, lane) in checked {
      let bar = (0..<15).map { value($0, day, lane) }
      let (open, high, low, close) = (bar[0], bar[1], bar[2], bar[3])
      let before = value(3, day - 1, lane)
      // The body and both shadows make up the range.
      let parts = bar[7].magnitude + bar[8] + bar[9]
      #expect((bar[6] - parts).magnitude <= 1e-5 * high)
      #expect(bar[5] >= low && bar[5] <= high)
      #expect(bar[10] == close * bar[4])
      #expect(bar[11] == close / before - 1)
      #expect(bar[12] == open / before - 1)
      #expect(bar[13] == close / open - 1)
      #expect(bar[14] == (high - low) / close)
    }
    #expect((0..<4).allSatisfy { value(11, 0, $0).isNaN && value(12, 0, $0).isNaN })
    #expect((4..<16).allSatisfy { lane in (0..<15).allSatisfy { value($0, 7, lane).isNaN } })
  }
}

import TickmarkFrames
import Testing

/// An index beside the symbols that are compared with it.
@Suite struct IndexPanelTests {
  @Test func `each row has the index's close of its own day, or a gap`() throws {
    func bar(_ symbol: String, _ day: Int32, _ close: Double) -> Bar {
      Bar(symbol: symbol, moment: Moment(day: Day(number: day)), close: close)
    }
    let frame = try Frame(bars: [
      bar("A", 1, 10), bar("A", 3, 11), bar("A", 4, 12), bar("A", 9, 13),
      bar("I", 2, 100), bar("I", 3, 101), bar("I", 4, 102),
      bar("B", 0, 20),
    ])
    let index = try #require(frame.symbols.firstIndex(of: "I"))
    let panel: Panel<Double> = frame.indexPanel(of: index)
    #expect(panel.days == 4 && panel.assets == 3)
    let rows = (0..<4).map { day in (0..<3).map { panel[day, $0] } }
    let expected = ["A": [nil, 101, 102, nil], "I": [100, 101, 102, nil], "B": [Double?](repeating: nil, count: 4)]
    for (asset, symbol) in frame.symbols.enumerated() {
      #expect(rows.map { $0[asset].isNaN ? nil : $0[asset] } == expected[symbol])
    }
  }
}

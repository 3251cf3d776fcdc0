import TickmarkMemory

extension MarketGenerator {
  /// The market's days.
  public var calendar: [Day] { ReferenceMarket.businessDays(days) }

  public var symbolNames: [String] { (0..<symbols).map(name) }

  /// Fields of every symbol as panels, in the order asked for: what `frame()` gives on `calendar`, bit for bit, without
  /// the frame.
  ///
  /// - Complexity: O(`symbols` · `days`), one walk; the panels share one allocation.
  @specialized(where Element == Float) @specialized(where Element == Double)
  public func panels<Element: PanelElement>(
    _ fields: [Field], as: Element.Type = Element.self
  ) -> [Panel<Element>] {
    let moves = marketMoves
    let size = Panel<Element>.tiles(for: symbols) * days * 16
    var values = AlignedBuffer<Element>(count: fields.count * size, repeating: .nan)
    var span = values.mutableSpan
    for symbol in 0..<symbols {
      let start = symbol / 16 * days * 16 + symbol % 16
      forEachBar(of: symbol, moves) { day, prices, volume in
        for (index, field) in fields.enumerated() {
          span[index * size + start + day * 16] = Element(Self.value(field, prices, volume))
        }
      }
    }
    let rows = Column(values.vectors())
    return fields.indices.map { field in
      Panel(days: days, assets: symbols, rows: rows.slice(field * size / 16..<(field + 1) * size / 16))
    }
  }

  /// Fills a tile of 16 symbols, `[column][day][lane]`, with a column for each of `Field.allCases` in turn.
  ///
  /// - Precondition: `values` has five columns of `days` rows of 16, all gaps.
  public func fill(tile: Int, _ values: inout MutableSpan<Float>, moves: MarketMoves) {
    precondition(values.count >= Field.allCases.count * days * 16, "five columns of a tile")
    let first = tile * 16
    for symbol in first..<min(first + 16, symbols) {
      forEachBar(of: symbol, moves) { day, prices, volume in
        let position = day * 16 + symbol - first
        for field in 0..<4 { values[field * days * 16 + position] = Float(prices[field]) }
        values[4 * days * 16 + position] = Float(volume)
      }
    }
  }
}

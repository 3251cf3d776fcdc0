extension Frame {
  /// The closes of one symbol on the days of every other: what a stock is compared with as its index.
  ///
  /// - Shape: that of `panel(.close, alignment: .ownRows)`: a lane holds, beside each row of its symbol, the close of
  ///   `index` at the same moment.
  /// - Gaps: NaN where `index` has no row at that moment.
  /// - Complexity: O(rows + symbols × rows of `index`).
  @_specialize(where Element == Float) @_specialize(where Element == Double)
  public func indexPanel<Element: PanelElement>(of index: Int, as: Element.Type = Element.self) -> Panel<Element> {
    let longest = symbols.indices.map { rows(of: $0).count }.max() ?? 0
    var panel = MutablePanel<Element>(days: longest, assets: symbols.count)
    let levels = rows(of: index)
    for symbol in symbols.indices {
      let rows = rows(of: symbol)
      var level = levels.lowerBound
      for row in rows {
        while level < levels.upperBound, moment(level) < moment(row) { level += 1 }
        guard level < levels.upperBound else { break }
        if moment(level) == moment(row) { panel[row - rows.lowerBound, symbol] = Element(value(.close, row: level)) }
      }
    }
    return Panel(panel)
  }
}

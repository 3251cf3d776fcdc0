/// How a frame's rows become a panel's days.
public enum PanelAlignment: Sendable {
  /// A lane holds the symbol's own rows from row 0 on; shorter symbols end in gaps.
  case ownRows
  /// A lane holds the symbol's value of each moment of the frame's `calendar()`; absent moments are gaps.
  case calendar
}

extension Frame {
  /// One field of every symbol, an asset each in the order of `symbols`, rounded once to `Element`.
  ///
  /// - Gaps: a missing value and a missing row are NaN alike.
  /// - Complexity: O(rows), and for `.calendar` O(symbols × calendar).
  @_specialize(where Element == Float) @_specialize(where Element == Double)
  public func panel<Element: PanelElement>(
    _ field: Field, as: Element.Type = Element.self, alignment: PanelAlignment
  ) -> Panel<Element> {
    switch alignment {
    case .ownRows:
      let longest = symbols.indices.map { rows(of: $0).count }.max() ?? 0
      var panel = MutablePanel<Element>(days: longest, assets: symbols.count)
      for symbol in symbols.indices {
        let rows = rows(of: symbol)
        for row in rows { panel[row - rows.lowerBound, symbol] = Element(value(field, row: row)) }
      }
      return Panel(panel)
    case .calendar: return panel(field, as: Element.self, on: calendar())
    }
  }

  /// One field of every symbol on the days of `calendar`, which increase; moments outside it are left out.
  @_specialize(where Element == Float) @_specialize(where Element == Double)
  public func panel<Element: PanelElement>(
    _ field: Field, as: Element.Type = Element.self, on calendar: [Moment]
  ) -> Panel<Element> {
    var panel = MutablePanel<Element>(days: calendar.count, assets: symbols.count)
    for symbol in symbols.indices {
      var day = 0
      for row in rows(of: symbol) {
        let moment = moment(row)
        while day < calendar.count, calendar[day] < moment { day += 1 }
        guard day < calendar.count else { break }
        if calendar[day] == moment { panel[day, symbol] = Element(value(field, row: row)) }
      }
    }
    return Panel(panel)
  }

  /// Every moment at which any symbol has a row, in order.
  public func calendar() -> [Moment] {
    guard seconds == nil, let span else { return sparseCalendar() }
    let first = span.lowerBound.number
    let length = Int(span.upperBound.number - first) + 1
    // A mark a day is faster than a set, unless a few rows are centuries apart.
    guard length <= 16 * count else { return sparseCalendar() }
    var isPresent = [Bool](repeating: false, count: length)
    let days = days.span
    for row in days.indices { isPresent[Int(days[row] - first)] = true }
    return isPresent.indices.filter { isPresent[$0] }.map { Moment(day: Day(number: first + Int32($0))) }
  }

  private func sparseCalendar() -> [Moment] {
    var keys = Set<Int>()
    for row in 0..<count { keys.insert(moment(row).key) }
    return keys.sorted().map(Moment.init(key:))
  }
}

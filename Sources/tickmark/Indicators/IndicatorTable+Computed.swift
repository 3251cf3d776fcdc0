import TickmarkAgreement
import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory

extension IndicatorTable {
  /// A set's columns.
  static func of(_ set: IndicatorSet, over frame: Frame, with variant: Variant<IndicatorSet.Pass>) -> IndicatorTable {
    let closes = frame.panel(.close, as: Element.self, alignment: .ownRows)
    let volumes = frame.panel(.volume, as: Element.self, alignment: .ownRows)
    var rows = set.makeOutput(for: closes)
    let workspace = SetWorkspace<Element>(set)
    set.fill(&rows, closes: closes, volumes: volumes, workspace, with: variant)
    return IndicatorTable(
      frame: frame, origin: ("set", set.rawValue), columns: set.columns, days: closes.days, rows: Column(rows))
  }

  /// A list's columns.
  ///
  /// - Throws: `IndicatorError.missingInput` where the frame has nothing of what an indicator reads, and
  ///   `EngineUsageError.unknownSymbol`.
  static func of(
    _ plan: IndicatorPlan<Element>, over frame: Frame, index: String?,
    with variant: Variant<IndicatorPlan<Element>.Body>
  ) throws -> IndicatorTable {
    func panel(_ field: Field, _ input: BarFields) -> Panel<Element>? {
      guard plan.inputs.contains(input), frame.holds(field) else { return nil }
      return frame.panel(field, as: Element.self, alignment: .ownRows)
    }
    let input = BarPanels(
      closes: frame.panel(.close, as: Element.self, alignment: .ownRows), highs: panel(.high, .highs),
      lows: panel(.low, .lows), volumes: panel(.volume, .volumes),
      index: try index.map { frame.indexPanel(of: try frame.code(of: $0), as: Element.self) })
    try plan.check(input)
    var rows = plan.makeOutput(for: input)
    let scratch = plan.makeScratch()
    plan.fill(&rows, from: input, scratch: scratch, with: variant)
    let list = plan.indicators.map { $0.specification }.joined(separator: ",")
    return IndicatorTable(
      frame: frame, origin: ("indicators", list), columns: plan.columns, days: input.closes.days, rows: Column(rows))
  }
}

extension Frame {
  fileprivate func code(of symbol: String) throws(EngineUsageError) -> Int {
    guard let code = symbols.firstIndex(of: symbol) else { throw .unknownSymbol(symbol) }
    return code
  }
}

public import TickmarkAgreement
public import TickmarkFrames
public import TickmarkMemory

/// A list of indicators, to be computed over a panel.
///
///     let plan = try IndicatorPlan<Float>("sma:20,ema:12,rsi:14")
///     try plan.check(panels)
///     let scratch = plan.makeScratch()
///     var output = plan.makeOutput(for: panels)
///     plan.fill(&output, from: panels, scratch: scratch, with: IndicatorPlan.fused)
///
/// - Shape: `columns` in the order of the list; the output is `[tile][column][day][lane]`.
/// - Agreement: `.exact` between all variants, and with each indicator alone.
/// - Complexity: the sum of its indicators'; no allocation but those of `make…`.
public struct IndicatorPlan<Element: PanelElement>: Sendable {
  public typealias Body =
    @Sendable (
      _ plan: IndicatorPlan, _ input: BarPanels<Element>, _ scratch: ThreadScratch,
      _ output: inout AlignedBuffer<SIMD16<Element>>
    ) -> Void

  public let indicators: [any Indicator]
  public let columns: [String]
  public let inputs: BarFields
  /// The rows that the slowest of the indicators needs before its first value.
  public let lookBack: Int
  let scratchRows: Int

  /// An indicator after the other, in either variant.
  let scalarSteps: [Step]
  let simdSteps: [Step]
  /// Neighbours that differ in their parameters only are one step.
  let fusedSteps: [Step]

  /// What fills some neighbouring columns of a tile.
  struct Step: Sendable {
    let columns: Range<Int>
    let body: TileBody<Element>
  }

  public static var variants: [Variant<Body>] { [scalar, simd, fused, parallel] }

  /// - Throws: `none` and `repeated`.
  public init(_ indicators: [any Indicator]) throws(IndicatorError) {
    guard !indicators.isEmpty else { throw .none }
    let columns = indicators.flatMap(\.columns)
    var seen: Set<String> = []
    for column in columns {
      guard seen.insert(column).inserted else { throw .repeated(column) }
    }
    let alone = indicators.map { [$0] }
    let groups = Self.groups(of: indicators)
    self.indicators = indicators
    self.columns = columns
    inputs = indicators.reduce(into: BarFields()) { $0.formUnion(type(of: $1).inputs) }
    lookBack = indicators.map(\.lookBack).max() ?? 0
    scratchRows = groups.map { group in group.map { $0.scratchRows }.reduce(0, +) }.max() ?? 0
    scalarSteps = Self.steps(alone, "scalar")
    simdSteps = Self.steps(alone, "simd")
    fusedSteps = Self.steps(groups, "simd")
  }

  /// - Throws: `none`, `unknown`, `parameterCount`, `badParameter` and `repeated`.
  public init(_ list: String) throws(IndicatorError) { try self.init(IndicatorCatalog.indicators(list)) }

  /// Room for the windows of every indicator, for every thread.
  public func makeScratch() -> ThreadScratch { ThreadScratch(rows: scratchRows) }

  /// Scratch of an earlier plan where it is large enough, else new one.
  public func scratch(reusing earlier: ThreadScratch?) -> ThreadScratch {
    if let earlier, earlier.rows >= scratchRows { return earlier }
    return makeScratch()
  }

  /// Room for every column of a panel, all gaps.
  public func makeOutput(for input: BarPanels<Element>) -> AlignedBuffer<SIMD16<Element>> {
    AlignedBuffer(count: columns.count * input.closes.rows.count, repeating: SIMD16(repeating: .nan))
  }

  /// Whether the input has what the indicators read.
  ///
  /// - Throws: `missingInput`.
  public func check(_ input: BarPanels<Element>) throws(IndicatorError) {
    for indicator in indicators {
      let missing = type(of: indicator).inputs.subtracting(input.fields)
      guard missing.isEmpty else { throw .missingInput(type(of: indicator).name, missing) }
    }
  }

  /// Fills every column of every tile.
  ///
  /// - Precondition: `output` and `scratch` have the size of those that `makeOutput` and `makeScratch` give, and the
  ///   input has what the indicators read (`check`).
  public func fill(
    _ output: inout AlignedBuffer<SIMD16<Element>>, from input: BarPanels<Element>, scratch: ThreadScratch,
    with variant: Variant<Body>
  ) {
    precondition(output.count == columns.count * input.closes.rows.count, "room for every column")
    precondition(scratch.rows >= scratchRows, "scratch that this plan has made")
    precondition(input.fields.isSuperset(of: inputs), "an input that the plan has checked")
    variant.body(self, input, scratch, &output)
  }

  /// Runs `steps` over some neighbouring tiles, from `first` on as many as `output` holds.
  func fill(
    _ output: inout MutableSpan<SIMD16<Element>>, tilesFrom first: Int, from input: BarPanels<Element>,
    scratch: inout TileScratch, _ steps: ArraySlice<Step>
  ) {
    let days = input.closes.days
    let rows = columns.count * days
    for tile in 0..<(rows == 0 ? 0 : output.count / rows) {
      input.withTile(first + tile) { bars in
        for step in steps {
          let start = tile * rows + step.columns.lowerBound * days
          var part = output._mutatingExtracting(start..<start + step.columns.count * days)
          step.body(bars, &scratch, &part)
        }
      }
    }
  }

  private static func groups(of indicators: [any Indicator]) -> [[any Indicator]] {
    var groups: [[any Indicator]] = []
    for indicator in indicators {
      if let last = groups.last?.last, type(of: last) == type(of: indicator) {
        groups[groups.count - 1].append(indicator)
      } else {
        groups.append([indicator])
      }
    }
    return groups
  }

  private static func steps(_ groups: [[any Indicator]], _ variant: String) -> [Step] {
    var column = 0
    return groups.map { group in
      let first = column
      column += group.map { type(of: $0).columnCount }.reduce(0, +)
      return Step(columns: first..<column, body: group[0].tileBody(variant, with: group))
    }
  }
}

extension Indicator {
  /// The scratch for any variant.
  var scratchRows: Int { Self.variants.map { $0.body.scratchRows(self) }.max() ?? 0 }

  /// One body for several of this type.
  func tileBody<Element: PanelElement>(_ variant: String, with group: [any Indicator]) -> TileBody<Element> {
    let indicators = group.compactMap { $0 as? Self }
    guard indicators.count == group.count, let body = Self.variants.named(variant)?.body else {
      preconditionFailure("a group is of one type, which has the variant '\(variant)'")
    }
    return body.tileBody(indicators, of: Element.self)
  }
}

public import TickmarkFrames
import TickmarkIndicators
import TickmarkMemory

/// The prices that the service answers from, and what is asked of them again and again.
public struct PriceBook: Sendable {
  public let frame: Frame
  /// What tells these prices from all others.
  public let dataset: String
  let directory: SymbolDirectory
  let calendar: [Moment]
  /// What some row has a value of.
  private let fields: BarFields

  public init(_ frame: Frame, dataset: String) {
    (self.frame, self.dataset) = (frame, dataset)
    directory = SymbolDirectory(frame.symbols)
    calendar = frame.calendar()
    var fields = BarFields.closes
    for (field, bar) in [(Field.high, BarFields.highs), (.low, .lows), (.volume, .volumes)] where frame.holds(field) {
      fields.insert(bar)
    }
    self.fields = fields
  }

  /// Bars of some symbols, each from its own first row on.
  func ownRows(of codes: [Int]) -> BarPanels<Float> {
    let longest = codes.map { frame.rows(of: $0).count }.max() ?? 0
    return panels { field in
      Panel(days: longest, assets: codes.count) { day, asset in
        let rows = frame.rows(of: codes[asset])
        return day < rows.count ? Float(frame.value(field, row: rows.lowerBound + day)) : .nan
      }
    }
  }

  /// Bars of all symbols, day by day of the calendar.
  func calendarRows() -> BarPanels<Float> { panels { frame.panel($0, as: Float.self, on: calendar) } }

  private func panels(_ panel: (Field) -> Panel<Float>) -> BarPanels<Float> {
    func optional(_ field: Field, _ bar: BarFields) -> Panel<Float>? { fields.contains(bar) ? panel(field) : nil }
    return BarPanels(
      closes: panel(.close), highs: optional(.high, .highs), lows: optional(.low, .lows),
      volumes: optional(.volume, .volumes), index: nil)
  }
}

/// Columns of indicators over panels, `[tile][column][day][lane]`.
struct IndicatorColumns: Sendable {
  let names: [String]
  let days: Int
  let assets: Int
  let rows: Column<SIMD16<Float>>

  init(_ plan: IndicatorPlan<Float>, over input: BarPanels<Float>) throws(RequestError) {
    do { try plan.check(input) } catch { throw .badQuery("\(error)") }
    var output = plan.makeOutput(for: input)
    plan.fill(&output, from: input, scratch: plan.makeScratch(), with: IndicatorPlan<Float>.fused)
    (names, days, assets) = (plan.columns, input.closes.days, input.closes.assets)
    rows = Column(output)
  }

  func value(_ column: Int, day: Int, asset: Int) -> Float {
    rows[(asset / 16 * names.count + column) * days + day][asset % 16]
  }
}

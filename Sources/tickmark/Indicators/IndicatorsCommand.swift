public import ArgumentParser
import TickmarkAgreement
import TickmarkCommands
import TickmarkFrames
public import TickmarkIndicators
import TickmarkMemory

extension IndicatorSet: ExpressibleByArgument {}

struct IndicatorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "indicators", abstract: "Compute a set of indicators for every symbol of a price file.",
    discussion: """
      Each symbol's series runs over its own rows. Output columns are symbol, date and the set's; gaps are empty (CSV) or \
      null (JSON).
      """)

  @Option(
    help: "Prices: a long CSV file (symbol, date, …, close, volume), a wide one (date, a column a symbol) or .tmf.")
  var prices: String

  @Option(help: "seed or bench.")
  var set: IndicatorSet = .seed

  @Option(help: "scalar or simd.")
  var variant = "simd"

  @Option(help: "float32 or float64.")
  var precision: Precision = .float32

  @Option(help: "Write CSV to this file; to standard output where nothing else is asked for.")
  var output: String?

  @Option(name: .customLong("format"), help: "Write csv=PATH or json=PATH; '-' is standard output. May be repeated.")
  var formats: [String] = []

  func run() throws {
    let asked = (output.map { ["csv=\($0)"] } ?? []) + formats
    let destinations = try (asked.isEmpty ? ["csv=-"] : asked).map(ResultDestination.init)
    switch precision {
    case .float32: try run(Float.self, destinations)
    case .float64: try run(Double.self, destinations)
    }
  }

  private func run<Element: PanelElement & CustomStringConvertible>(
    _: Element.Type, _ destinations: [ResultDestination]
  ) throws {
    let variant = try set.variants(of: Element.self).chosen(variant)
    let frame = try Frame(any: prices, precision: precision)
    frame.badPrices.warn(of: prices)
    let closes = frame.panel(.close, as: Element.self, alignment: .ownRows)
    let volumes = frame.panel(.volume, as: Element.self, alignment: .ownRows)
    var columns = set.makeOutput(for: closes)
    var scratch = TileScratch()
    set.fill(&columns, closes: closes, volumes: volumes, scratch: &scratch, with: variant)
    let table = IndicatorTable(frame: frame, set: set, days: closes.days, rows: Column(columns))
    for destination in destinations { try table.write(to: destination) }
  }
}

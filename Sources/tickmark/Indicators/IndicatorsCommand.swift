public import ArgumentParser
import TickmarkAgreement
import TickmarkCommands
import TickmarkFlags
import TickmarkFrames
public import TickmarkIndicators
import TickmarkMemory

extension IndicatorSet: ExpressibleByArgument {}

struct IndicatorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "indicators", abstract: "Compute indicators for every symbol of a price file.",
    discussion: """
      Each symbol's series runs over its own rows. Output columns are symbol, date and the indicators'; gaps are empty \
      (CSV) or null (JSON).
      """)

  @Option(
    help: "Prices: a long CSV file (symbol, date, …, close, volume), a wide one (date, a column a symbol) or .tmf.")
  var prices: String?

  @Option(help: "A fixed set of columns: seed (if nothing is said) or bench.")
  var set: IndicatorSet?

  @Option(
    help: ArgumentHelp(
      "Indicators in place of a set, each with its parameters or its usual ones: sma:20,macd:12/26/9,rsi.",
      valueName: "list"))
  var indicators: String?

  @Option(
    help: ArgumentHelp("The symbol of the file that indicators compare with as their index.", valueName: "symbol"))
  var index: String?

  @ArgumentParser.Flag(help: "Show the indicators that --indicators knows, and end.")
  var list = false

  @Option(
    help: """
      scalar, simd (usual for a set), parallel or, for --indicators, fused (usual there); else what the flags \
      indicators.six-pack, indicators.bench-pack and indicators.list choose.
      """)
  var variant: String?

  @OptionGroup var flags: FlagOptions

  @Option(help: "float32 or float64.")
  var precision: Precision = .float32

  @Option(help: "Write CSV to this file; to standard output where nothing else is asked for.")
  var output: String?

  @Option(name: .customLong("format"), help: "Write csv=PATH or json=PATH; '-' is standard output. May be repeated.")
  var formats: [String] = []

  func validate() throws {
    if !list, prices == nil { throw ValidationError("Missing expected argument '--prices <prices>'") }
    if set != nil, indicators != nil { throw ValidationError("give '--set' or '--indicators', not both") }
  }

  func run() throws {
    guard !list, let prices else { return print(IndicatorList.text) }
    let asked = (output.map { ["csv=\($0)"] } ?? []) + formats
    let destinations = try (asked.isEmpty ? ["csv=-"] : asked).map(ResultDestination.init)
    switch precision {
    case .float32: try run(prices, Float.self, destinations)
    case .float64: try run(prices, Double.self, destinations)
    }
  }

  private func run<Element: PanelElement & CustomStringConvertible>(
    _ prices: String, _: Element.Type, _ destinations: [ResultDestination]
  ) throws {
    let table: IndicatorTable<Element>
    if let indicators {
      let plan = try IndicatorPlan<Element>(indicators)
      let variant = try IndicatorPlan<Element>.variants.chosen(
        flags.variant(variant, OperationFlags.indicatorList))
      table = try .of(plan, over: read(prices), index: index, with: variant)
    } else {
      let set = set ?? .seed
      let flag = set == .seed ? OperationFlags.sixPack : OperationFlags.benchPack
      let variant = try IndicatorSet.variants.chosen(flags.variant(variant, flag))
      table = try .of(set, over: read(prices), with: variant)
    }
    for destination in destinations { try table.write(to: destination) }
  }

  private func read(_ prices: String) throws -> Frame {
    let frame = try Frame(any: prices, precision: precision)
    frame.badPrices.warn(of: prices)
    return frame
  }
}

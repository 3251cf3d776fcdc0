import ArgumentParser
import TickmarkFrames

extension DataCommand {
  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "generate", abstract: "Make a market of daily bars from a seed.",
      discussion: "The same arguments give the same bits on every machine; scripts/generated-market.py makes them too.")

    @Option(help: "How many symbols.") var symbols: Int
    @Option(help: "How many business days, from 2015-01-01 on.") var days: Int
    @Option(help: "The market's seed.") var seed: UInt64 = 42
    @Option(help: "Float32, or Float64 to keep every digit.") var precision: Precision = .float32
    @Flag(help: "Ten more columns in a panel file, from typical price to relative range, that follow from the bars.")
    var features = false
    @Option(
      name: [.short, .long],
      help:
        "A file to write; its ending, .csv, .tmf (frame) or .tmpanel (panel, written tile by tile), chooses the format."
    ) var output: String

    func validate() throws {
      guard symbols > 0, days > 0 else { throw ValidationError("--symbols and --days must be above 0") }
      guard symbols.multipliedReportingOverflow(by: days).partialValue <= 1_000_000_000, symbols <= 1_000_000,
        days <= 1_000_000
      else { throw ValidationError("more than a billion bars, or a million symbols or days; ask for fewer") }
      guard [".csv", ".tmf", ".tmpanel"].contains(where: output.hasSuffix) else {
        throw ValidationError("--output '\(output)' must end in .csv, .tmf or .tmpanel")
      }
      guard !isPanel || precision == .float32 else { throw ValidationError("a panel file holds Float32 only") }
      guard isPanel || !features else {
        throw ValidationError("--features goes with an --output that ends in .tmpanel")
      }
    }

    private var isPanel: Bool { output.hasSuffix(".tmpanel") }

    func run() throws {
      let market = MarketGenerator(symbols: symbols, days: days, seed: seed)
      if isPanel { return try writePanel(of: market) }
      let frame = try market.frame(precision: precision)
      try frame.write(any: output)
      DataCommand.say("wrote \(frame.count) bars of \(symbols) symbols to '\(output)'")
    }

    private func writePanel(of market: MarketGenerator) throws {
      let moves = market.marketMoves
      let columns = Field.allCases.map(\.rawValue) + (features ? PanelFeatures.columns : [])
      try PanelFile.write(to: output, days: market.calendar, assets: market.symbolNames, columns: columns) {
        tile, values in
        market.fill(tile: tile, &values, moves: moves)
        if features { PanelFeatures.fill(&values, days: days) }
      }
      DataCommand.say("wrote \(columns.count) columns of \(days) days and \(symbols) symbols to '\(output)'")
    }
  }
}

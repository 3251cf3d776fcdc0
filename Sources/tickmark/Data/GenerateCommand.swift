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
    @Option(name: [.short, .long], help: "A file to write; its ending, .csv or .tmf, chooses the format.")
    var output: String

    func validate() throws {
      guard symbols > 0, days > 0 else { throw ValidationError("--symbols and --days must be above 0") }
      guard symbols.multipliedReportingOverflow(by: days).partialValue <= 1_000_000_000, symbols <= 1_000_000,
        days <= 1_000_000
      else { throw ValidationError("more than a billion bars, or a million symbols or days; ask for fewer") }
      guard output.hasSuffix(".csv") || output.hasSuffix(".tmf") else {
        throw ValidationError("--output '\(output)' must end in .csv or .tmf")
      }
    }

    func run() throws {
      let frame = try MarketGenerator(symbols: symbols, days: days, seed: seed).frame(precision: precision)
      try frame.write(any: output)
      DataCommand.say("wrote \(frame.count) bars of \(symbols) symbols to '\(output)'")
    }
  }
}

import ArgumentParser
import TickmarkFrames

extension DataCommand {
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Turn CSV files into one binary frame.",
      discussion: """
        Long files have a row a symbol and day (symbol, date, open, high, low, close, volume); several of them become one \
        frame. A wide file has a date column and a column a symbol, read as closing prices.
        """)

    @Argument(help: "CSV files.", completion: .file(extensions: ["csv"])) var files: [String]
    @Option(name: [.short, .long], help: "The binary frame to write.") var output: String
    @Option(help: "Float32, or Float64 to keep every digit.") var precision: Precision = .float32
    @Flag(help: "Accept days out of order and sort them.") var sort = false

    func validate() throws {
      guard output.hasSuffix(".tmf") else { throw ValidationError("--output '\(output)' must end in .tmf") }
    }

    func run() throws {
      let order: RowOrder = sort ? .sorting : .increasing
      let frame =
        files.count == 1
        ? try Frame(any: files[0], precision: precision, order: order)
        : try Frame(csv: files, precision: precision, order: order)
      try frame.write(to: output)
      let census = frame.census()
      DataCommand.say(
        "wrote \(frame.count) rows of \(frame.symbols.count) symbols to '\(output)', \(frame.rowBytes) bytes a row")
      if let first = census.firstNonPositive {
        DataCommand.say(
          "kept \(census.zeroPrices) zero and \(census.negativePrices) negative prices, the first at \(first); "
            + "check them before you trust returns")
      }
    }
  }
}

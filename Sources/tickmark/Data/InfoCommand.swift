import ArgumentParser
import TickmarkFrames

extension DataCommand {
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "info", abstract: "Describe a price file: rows, symbols, span, gaps, memory, hash.")

    @Argument(help: "A CSV file, a binary frame or a panel file.", completion: .file()) var file: String
    @OptionGroup var format: DescriptionOptions
    @Option(help: "How a CSV would be stored.") var precision: Precision = .float32

    func run() throws {
      let description: any FileDescription =
        file.hasSuffix(".tmpanel")
        ? PanelDescription(try PanelFile(path: file))
        : try FrameDescription(Frame(any: file, precision: precision), path: file)
      try format.write(description)
    }
  }
}

import ArgumentParser
import TickmarkFrames

/// What every command takes that makes one price file of another.
struct TransformOptions: ParsableArguments {
  @Argument(help: "A CSV file or a binary frame.", completion: .file()) var file: String
  @Option(help: "Float32, or Float64 to keep every digit of a CSV.") var precision: Precision = .float32
  @Option(name: [.short, .long], help: "A file to write; its ending, .csv or .tmf, chooses the format.")
  var output: String

  func validate() throws {
    guard output.hasSuffix(".csv") || output.hasSuffix(".tmf") else {
      throw ValidationError("--output '\(output)' must end in .csv or .tmf")
    }
  }

  func read() throws(FrameError) -> Frame { try Frame(any: file, precision: precision) }

  func write(_ frame: Frame) throws(FrameError) {
    try frame.write(any: output)
    DataCommand.say("wrote \(frame.count) rows of \(frame.symbols.count) symbols to '\(output)'")
  }
}

import ArgumentParser
import TickmarkFrames

extension DataCommand {
  struct Align: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "align",
      abstract: "Give every symbol a row on each day of a joint calendar; absent days become gaps.")

    enum Join: String, CaseIterable, ExpressibleByArgument { case other, union, intersection }

    @OptionGroup var options: TransformOptions
    @Option(help: "Another price file, whose days are joined with the file's own.", completion: .file())
    var with: String
    @Option(help: "The days of the other file, of either file (union), or of both (intersection).")
    var days: Join = .union

    func run() throws {
      let frame = try options.read()
      let other = try Frame(any: with, precision: .float32).dayCalendar()
      let calendar =
        switch days {
        case .other: other
        case .union: try frame.dayCalendar().union(other)
        case .intersection: try frame.dayCalendar().intersection(other)
        }
      try options.write(frame.aligned(to: calendar))
    }
  }
}

import ArgumentParser
import TickmarkFrames

extension DataCommand {
  struct Filter: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "filter", abstract: "Keep some symbols, days and bars, and say what was removed.",
      discussion: """
        Steps are taken in the order of the options here; all bounds are included. A missing close or volume lies within \
        no bounds.
        """)

    @OptionGroup var options: TransformOptions
    @Option(help: "Symbols to keep, separated by commas.") var symbols: String?
    @Option(help: "The first day to keep, YYYY-MM-DD.") var from: Day?
    @Option(help: "The last day to keep, YYYY-MM-DD.") var to: Day?
    @Option(help: "The least close to keep.") var minimumClose: Double?
    @Option(help: "The greatest close to keep.") var maximumClose: Double?
    @Option(help: "The least volume to keep.") var minimumVolume: Double?
    @Option(help: "The greatest volume to keep.") var maximumVolume: Double?
    @Option(help: "Keep symbols of which so many bars are left.") var minimumBars: Int?

    private static let firstDay = Day(number: -719_162)
    private static let lastDay = Day(number: 2_932_896)

    func validate() throws {
      if let from, let to, from > to { throw ValidationError("--from \(from) is after --to \(to)") }
      for (name, low, high) in [
        ("close", minimumClose, maximumClose), ("volume", minimumVolume, maximumVolume),
      ] where !((low ?? -.infinity) <= (high ?? .infinity)) {
        throw ValidationError("--minimum-\(name) is above --maximum-\(name), or not a number")
      }
    }

    func run() throws {
      var filter = FrameFilter(minimumBars: minimumBars)
      filter.symbols = symbols.map { Set($0.split(separator: ",").map(String.init)) }
      if from != nil || to != nil { filter.days = (from ?? Self.firstDay)...(to ?? Self.lastDay) }
      filter.closes = Self.bounds(minimumClose, maximumClose)
      filter.volumes = Self.bounds(minimumVolume, maximumVolume)
      let result = try options.read().filtered(by: filter)
      for (step, bars) in result.removed { DataCommand.say("removed \(bars) bars by \(step.rawValue)") }
      for symbol in result.unknownSymbols { DataCommand.say("no symbol '\(symbol)' in '\(options.file)'") }
      try options.write(result.slice.copied())
    }

    private static func bounds(_ low: Double?, _ high: Double?) -> ClosedRange<Double>? {
      low == nil && high == nil ? nil : (low ?? -.infinity)...(high ?? .infinity)
    }
  }
}

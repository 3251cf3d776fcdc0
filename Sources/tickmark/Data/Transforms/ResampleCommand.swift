import ArgumentParser
import TickmarkFrames

extension DataCommand {
  struct Resample: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resample", abstract: "Make daily, weekly or monthly bars of finer ones.",
      discussion: """
        First open, highest high, lowest low, last close, sum of volumes, dated by the last bar of the period. Weeks end \
        on Sunday (ISO 8601). Gaps are stepped over.
        """)

    enum Length: String, CaseIterable, ExpressibleByArgument { case day, week, month }

    @OptionGroup var options: TransformOptions
    @Option(help: "day, week or month.") var to: Length
    @Option(
      help: """
        With --to day: minutes added to a bar's time before its day is taken. 360 puts bars from 18:00 on into the next \
        day, -480 lets a day begin at 08:00.
        """)
    var shiftMinutes = 0

    func validate() throws {
      guard shiftMinutes.magnitude < 1_440 else { throw ValidationError("--shift-minutes is less than a day, 1440") }
      guard shiftMinutes == 0 || to == .day else { throw ValidationError("--shift-minutes goes with --to day") }
    }

    func run() throws {
      let period: Period =
        switch to {
        case .day: .day(shiftSeconds: shiftMinutes * 60)
        case .week: .week
        case .month: .month
        }
      try options.write(options.read().resampled(to: period))
    }
  }
}

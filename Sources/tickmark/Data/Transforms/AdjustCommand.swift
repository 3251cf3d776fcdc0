import ArgumentParser
import TickmarkFrames

extension DataCommand {
  struct Adjust: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "adjust", abstract: "Adjust prices and volumes for splits and dividends, back from the last bar.",
      discussion: """
        Actions are a CSV with the columns symbol, date (the ex-day), kind (split or dividend) and value: new shares for \
        an old one, or the cash for a share held before that day.
        """)

    @OptionGroup var options: TransformOptions
    @Option(help: "A CSV of corporate actions.", completion: .file(extensions: ["csv"])) var actions: String
    @Option(help: "splits, or total-return for dividends too.") var mode: Adjustment = .totalReturn

    func run() throws {
      let actions = try CorporateAction.read(csv: actions)
      let result = try options.read().adjusted(for: actions, mode)
      for action in result.unused {
        DataCommand.say("changed nothing: \(action.kind.rawValue) of \(action.symbol) on \(action.exDay)")
      }
      DataCommand.say("applied \(actions.count - result.unused.count) of \(actions.count) actions")
      try options.write(result.frame)
    }
  }
}

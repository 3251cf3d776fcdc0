import ArgumentParser
import TickmarkCommands
import TickmarkFlags

extension FlagsCommand {
  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Choose an implementation in the flag file, under a guard with --control.")

    @Argument(help: ArgumentHelp("The flag and its choice.", valueName: "key=value")) var setting: String
    @Option(help: "Roll out under a guard, beside this choice; an older roll-back of the flag is forgotten.")
    var control: String?
    // Unconditional: "-1" is an impossible number, not another option.
    @Option(parsing: .unconditional, help: "The share of calls that run both, above 0 and up to 1 (usually 0.01).")
    var share: Double?
    @Option(parsing: .unconditional, help: "How much slower the candidate may be, from 0 to 10 (usually 0.05).")
    var margin: Double?
    @OptionGroup var file: FlagFileOption

    func validate() throws {
      if control == nil, share != nil || margin != nil {
        throw ValidationError("'--share' and '--margin' belong to a guard; name its '--control' too")
      }
    }

    func run() throws {
      let place = file.place
      let (flag, choice) = try Flags(OperationFlags.all).parsed(setting: setting)
      let plan = try control.map { control throws(FlagError) in
        guard control != choice else {
          throw FlagError.badGuard(
            flag: flag.key, problem: "control and candidate are both '\(choice)'; name two choices")
        }
        return try GuardPlan(
          for: flag, control: control, candidate: choice, share: share ?? GuardPlan.usualShare,
          margin: margin ?? GuardPlan.usualMargin)
      }
      // Read first: damaged records are a reason not to change the file either.
      _ = try place.store.read()
      try FlagFile.change(place.path) { $0.set(flag, to: choice, under: plan) }
      try place.store.forget([flag.key])
      let watch = plan.map { " under a guard, beside '\($0.control)'" } ?? ""
      Messages.note("'\(flag.key)' is '\(choice)'\(watch) in \(place.path)")
    }
  }
}

import ArgumentParser

struct FlagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flags", abstract: "Which implementation of each operation runs, and why.",
    discussion: """
      A flag is read from the command line (--flag KEY=VALUE), then the environment (TICKMARK_FLAG_…), then a flag file \
      in flagd's JSON form (.tickmark/flags.json, or where --file or TICKMARK_FLAGS say), then its default.

      A guarded roll-out lets a candidate serve and compares it with the control on a share of the calls. Where it \
      disagrees, or is slower than the margin allows, the flag rolls back by itself.
      """,
    subcommands: [Show.self, Set.self, Reset.self, Rehearse.self])
}

struct FlagFileOption: ParsableArguments {
  @Option(
    help: "The flag file, in place of TICKMARK_FLAGS and .tickmark/flags.json.", completion: .file(extensions: ["json"])
  )
  var file: String?

  var place: FlagPlace { FlagPlace(file) }
}

import ArgumentParser
import TickmarkCommands
import TickmarkFlags

extension FlagsCommand {
  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Remove flags from the flag file, and their roll-backs from the record.")

    @Argument(help: "The flags to reset.") var keys: [String] = []
    @ArgumentParser.Flag(help: "Every flag that this program knows.") var all = false
    @OptionGroup var file: FlagFileOption

    func validate() throws {
      if keys.isEmpty != all { throw ValidationError("name flags to reset, or give '--all'") }
    }

    func run() throws {
      let place = file.place
      let known = try Flags(OperationFlags.all)
      let flags =
        all
        ? known.known
        : try keys.map { key throws(FlagError) in
          try known.flag(key, place: "command line")
        }
      let records = try place.store.read()
      if try FlagFile.read(place.path) != nil {
        try FlagFile.change(place.path) { file in for flag in flags { file.remove(flag.key) } }
      } else if place.isNamed, !flags.contains(where: { records[$0.key] != nil }) {
        throw FlagError.missing(path: place.path)
      }
      try place.store.forget(flags.map(\.key))
      Messages.note("reset \(flags.map(\.key).joined(separator: ", "))")
    }
  }
}

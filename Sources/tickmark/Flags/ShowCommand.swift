import ArgumentParser
import Foundation
import TickmarkFlags
import TickmarkFrames

extension FlagsCommand {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show every flag: its choice, why, and the state of its guard.")

    @OptionGroup var file: FlagFileOption
    @OptionGroup var options: FlagOptions
    @Option(help: "Who asks, for flags that are split between askers.") var targetingKey: String?
    @Option(help: "'json=PATH' for a machine; '-' is standard output.") var format: [String] = []

    func run() throws {
      let destinations = try format.map(ResultDestination.init)
      if let other = zip(format, destinations).first(where: { $1.format != .json }) {
        throw EngineUsageError.unknownFormat(other.0, known: ["json"])
      }
      let place = file.place
      let list = try FlagList(
        place.flags(commandLine: options.settings), place.store.read(), path: place.path, targetingKey: targetingKey)
      if destinations.isEmpty { print(list.text) }
      for destination in destinations {
        try AtomicFile.write(to: destination.path) { (file) throws(FrameError) in try file.append(list.json) }
      }
    }
  }
}

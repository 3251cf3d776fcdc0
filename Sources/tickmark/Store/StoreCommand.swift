public import ArgumentParser
import TickmarkCommands
import TickmarkStore

struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Keep prices and a portfolio in a SQLite file, and ask it.",
    subcommands: [Import.self, Holdings.self, Latest.self, Value.self, Backup.self, Check.self, Info.self])
}

/// Which store, and how it is opened.
struct StoreOptions: ParsableArguments {
  @Option(help: "The SQLite file.", completion: .file()) var store: String
  @Option(help: "Seconds to wait for another process's lock.") var busySeconds = 5.0
  @Option(help: "MiB of page cache of each connection; there is one that writes and one for each reader.")
  var cacheMebibytes = 16

  func validate() throws {
    guard busySeconds >= 0, busySeconds <= 86_400 else { throw ValidationError("--busy-seconds is 0 to 86400") }
    guard (1...65_536).contains(cacheMebibytes) else { throw ValidationError("--cache-mebibytes is 1 to 65536") }
  }

  func open(_ access: Store.Access, durability: StoreSettings.Durability = .full) throws -> Store {
    var settings = StoreSettings()
    settings.busySeconds = busySeconds
    settings.cacheBytes = cacheMebibytes << 20
    settings.durability = durability
    return try Store(store, access: access, settings: settings)
  }
}

extension StoreSettings.Durability: ExpressibleByArgument {}

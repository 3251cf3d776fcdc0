import ArgumentParser
import TickmarkCommands
import TickmarkFrames
import TickmarkStore

extension StoreCommand {
  struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "backup", abstract: "Copy a store while others use it.",
      discussion: "The copy is there whole or not at all, and holds one state of the store.")

    @Argument(help: "The copy.", completion: .file()) var copy: String
    @OptionGroup var options: StoreOptions

    func run() throws {
      let store = try options.open(.reading)
      let bar = ProgressBar("per mille", of: 1_000)
      let isWhole = try Interruption.awaiting {
        defer { Messages.endProgress() }
        return try store.backup(to: copy) { share in
          bar.show(Int(share * 1_000))
          return !Interruption.isAnnounced
        }
      }
      guard isWhole else {
        Messages.error("interrupted; there is no copy '\(copy)'")
        throw ExitStatus.interrupted
      }
      Messages.note("copied '\(options.store)' to '\(copy)'")
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Read every page of a store and say what is wrong with it.")

    @OptionGroup var options: StoreOptions

    func run() throws {
      let problems = try options.open(.reading).problems()
      guard let first = problems.first else { return Messages.note("'\(options.store)' is sound") }
      for problem in problems { try StandardOutput.write(problem + "\n") }
      throw StoreError.damaged(
        path: options.store, detail: problems.count == 1 ? first : "\(problems.count) problems; the first: \(first)")
    }
  }

  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "info", abstract: "Describe a store: rows of each table, span, size, schema, memory.")

    @OptionGroup var options: StoreOptions
    @OptionGroup var format: DescriptionOptions

    func run() throws {
      let store = try options.open(.reading)
      let description = StoreDescription(try store.census(), store.settings, path: options.store)
      try format.write(description)
    }
  }
}

/// What `store info` says.
struct StoreDescription: FileDescription {
  let schema = "tickmark.store-info/1"
  let file: String
  let rows: [String: Int]
  let first: String?
  let last: String?
  let bytes: Int
  let pageBytes: Int
  let journal: String
  let migrations: [String]
  /// What a program may take that uses a store with these settings.
  let cacheBytesOfAllConnections: Int

  init(_ census: StoreCensus, _ settings: StoreSettings, path: String) {
    file = path
    rows = census.rows
    (first, last) = (
      census.first.map { Day(number: $0).description }, census.last.map { Day(number: $0).description }
    )
    (bytes, pageBytes, journal) = (census.bytes, census.pageBytes, census.journal)
    migrations = census.applied
    cacheBytesOfAllConnections = settings.cacheBytesInAll
  }

  var text: String {
    let counts = rows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return [
      "\(file)", "  rows      \(counts)", "  span      \(first ?? "none") to \(last ?? "none")",
      "  file      \(bytes) bytes in pages of \(pageBytes), journal \(journal)",
      "  schema    \(migrations.joined(separator: "; "))",
      "  memory    at most \(cacheBytesOfAllConnections) bytes of page cache, over all connections",
    ].joined(separator: "\n")
  }
}

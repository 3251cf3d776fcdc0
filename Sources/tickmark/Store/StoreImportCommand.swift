import ArgumentParser
import Foundation
import TickmarkCommands
import TickmarkFrames
import TickmarkStore

extension StoreCommand {
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Store daily prices of a CSV file or a binary frame.",
      discussion: """
        Rows go in batches, each on the disk before the next begins: what is interrupted, killed or out of room has all \
        batches before, and the same command goes on. A row of a symbol and day that are there replaces the old one.
        """)

    @Argument(help: "A long or wide CSV file, or a binary frame.", completion: .file()) var file: String
    @OptionGroup var options: StoreOptions
    @Option(help: "full: a batch survives a loss of power; normal: a crash of the program, and is faster.")
    var durability: StoreSettings.Durability = .full
    @Option(help: "Rows of a batch.") var batchRows = 10_000
    @Option(help: "How a CSV is read; the store keeps eight bytes a price either way.")
    var precision: Precision = .float64
    @Flag(help: "Accept days out of order and sort them.") var sort = false

    func validate() throws {
      guard (1...10_000_000).contains(batchRows) else { throw ValidationError("--batch-rows is 1 to 10000000") }
    }

    func run() throws {
      let frame = try Frame(any: file, precision: precision, order: sort ? .sorting : .increasing)
      if frame.seconds != nil { throw FrameError.notDaily }
      let store = try options.open(.creating, durability: durability)
      let bar = ProgressBar("rows", of: frame.count)
      let stored = try Interruption.awaiting {
        defer { Messages.endProgress() }
        return try store.insert(frame, batchRows: batchRows) { stored in
          bar.show(stored)
          return !Interruption.isAnnounced
        }
      }
      try store.close()
      let what = "\(stored) of \(frame.count) rows of \(frame.symbols.count) symbols"
      if stored < frame.count {
        Messages.error("interrupted; \(what) are stored in '\(options.store)': the same command goes on")
        throw ExitStatus.interrupted
      }
      Messages.note("stored \(what) in '\(options.store)', \(bar.rate(stored)) a second")
    }
  }

  struct Holdings: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "holdings", abstract: "Put the holdings of a CSV file (symbol, quantity) in place of the portfolio.")

    @Argument(help: "A CSV file.", completion: .file(extensions: ["csv"])) var file: String
    @OptionGroup var options: StoreOptions

    func run() throws {
      let holdings = try SymbolSeries(csv: file, column: "quantity")
      let store = try options.open(.writing)
      try store.setPortfolio(Array(zip(holdings.symbols, holdings.values)))
      try store.close()
      Messages.note("the portfolio of '\(options.store)' has \(holdings.symbols.count) positions")
    }
  }
}

/// One line on a terminal that says how much is done; nothing elsewhere.
struct ProgressBar {
  private let unit: String
  private let total: Int
  private let start = Date()

  init(_ unit: String, of total: Int) { (self.unit, self.total) = (unit, total) }

  func show(_ done: Int) {
    let share = total == 0 ? 1 : Double(done) / Double(total)
    let full = Int(share * 30)
    Messages.progress(
      String(repeating: "█", count: full) + String(repeating: "·", count: 30 - full)
        + " \(Int(share * 100)) %  \(done) of \(total) \(unit)  \(rate(done)) a second")
  }

  /// So many a second since the beginning.
  func rate(_ done: Int) -> Int { Int(Double(done) / max(Date().timeIntervalSince(start), 1e-6)) }
}

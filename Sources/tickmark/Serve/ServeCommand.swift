import ArgumentParser
import Foundation
import Synchronization
import TickmarkCache
import TickmarkCommands
import TickmarkFrames
import TickmarkIndicators
import TickmarkService
import TickmarkStore
import TickmarkStreaming

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract:
      "Serve indicators, scores and a portfolio over HTTP, a live stream over WebSocket, and a page that shows it.",
    discussion: """
      Without files it serves a generated market. The address goes to standard output once connections are taken. SIGTERM or \
      Ctrl-C lets requests finish and tells subscribers; a second one ends at once. documentation/service.md has the \
      paths and messages.
      """)

  @Option(help: "Address to listen on; others than loopback let other machines in.") var host = "127.0.0.1"
  @Option(help: "Port; 0 takes a free one.") var port = 8_080
  @Option(help: "Prices to answer from: CSV or .tmf; a generated market where nothing is said.", completion: .file())
  var prices: String?
  @Option(help: "A store of prices and holdings; where nothing is said, one of the prices that ends with the service.")
  var store: String?
  @Option(help: ArgumentHelp("A file whose first line is the token that changes want.", valueName: "file"))
  var tokenFile: String?
  @Option(
    help: "Comparison (tickmark.comparison/1) that the page shows: what 'ab' or 'gate' kept last, if nothing is said.")
  var verdicts: String = Publication.lastComparison
  @Option(help: "Event loops; one a processor if nothing is said.") var threads: Int?
  @OptionGroup(title: "Stream") var stream: ServeStreamOptions
  @OptionGroup(title: "Limits") var limits: ServeLimitOptions

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is 0 to 65535") }
    guard (1...64).contains(threads ?? 1) else { throw ValidationError("--threads is 1 to 64") }
  }

  func run() throws {
    let book = try priceBook()
    let kept = try openStore(book.frame)
    defer { kept.remove() }
    let feed = try stream.feed(book.frame)
    let settings = try settings(feed)
    let cache = try TieredCache()
    let verdicts = Verdicts(at: verdicts)
    let service = try blocking {
      do {
        return try await Service.start(
          settings, book: book, store: kept.store, cache: cache, sources: feed.sources, streamSymbols: feed.symbols,
          verdicts: { verdicts.text })
      } catch {
        throw ServeError.cannotListen(host: settings.host, port: settings.port, reason: "\(error)")
      }
    }
    try StandardOutput.write("http://\(host.contains(":") ? "[\(host)]" : host):\(service.port)\n")
    Messages.note(
      "\(book.frame.symbols.count) symbols of prices, \(feed.symbols.count) in the stream (\(feed.summary)); end with Ctrl-C"
    )
    Task {
      do { try await service.waitForStream() } catch { Messages.warning("the stream has ended: \(error)") }
    }
    Interruption.awaiting {
      while !Interruption.isAnnounced { usleep(50_000) }
      let left = (try? blocking { await service.stop() }) ?? 0
      Messages.note(left == 0 ? "all connections ended" : "\(left) connections did not end in time and were cut")
    }
  }

  private func priceBook() throws -> PriceBook {
    if let prices {
      return PriceBook(
        try Frame(any: prices, precision: .float32), dataset: try ContentHash.sha256(of: prices))
    }
    return PriceBook(
      try MarketGenerator(symbols: 500, days: 504, seed: 42).frame(), dataset: "generated 500 × 504, seed 42")
  }

  private func settings(_ feed: ServeFeed) throws -> ServiceSettings {
    var settings = ServiceSettings()
    (settings.host, settings.port) = (host, port)
    if let threads { settings.threads = threads }
    settings.limits = limits.limits
    settings.batch = stream.batch
    settings.indicators = try IndicatorCatalog.indicators(stream.indicators)
    (settings.queueCapacity, settings.queuePolicy) = (stream.queueCapacity, stream.queue)
    settings.caughtUpFrom = feed.caughtUpFrom
    if let tokenFile {
      guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8),
        let token = text.split(separator: "\n").first?.trimmingCharacters(in: .whitespaces), token.count >= 16
      else { throw ServeError.badToken(path: tokenFile) }
      settings.token = token
    }
    return settings
  }

  /// The store that was named, or one of the prices with ten of each symbol, in a folder that goes with the service.
  private func openStore(_ frame: Frame) throws -> ServeStore {
    if let store { return ServeStore(store: try Store(store, access: tokenFile == nil ? .reading : .writing)) }
    guard frame.seconds == nil else { return ServeStore(store: nil) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tickmark-serve-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var settings = StoreSettings()
    settings.durability = .normal
    let store = try Store(folder.appendingPathComponent("store.db").path, access: .creating, settings: settings)
    _ = try store.insert(frame, batchRows: 100_000) { _ in true }
    try store.setPortfolio(frame.symbols.map { ($0, 10) })
    return ServeStore(store: store, folder: folder)
  }
}

/// A store, and what of it goes with the service.
struct ServeStore {
  let store: Store?
  var folder: URL?

  func remove() {
    try? store?.close()
    if let folder { try? FileManager.default.removeItem(at: folder) }
  }
}

/// The comparison that the page shows; read again when its file has changed.
final class Verdicts: Sendable {
  private let path: String
  private let last = Mutex<(changed: Date?, text: String?)>((nil, nil))

  init(at path: String) { self.path = path }

  /// One line of JSON; nil where there is no comparison.
  var text: String? {
    let changed = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    return last.withLock { last in
      if changed == nil || changed != last.changed { last = (changed, read()) }
      return last.text
    }
  }

  private func read() -> String? {
    guard let data = FileManager.default.contents(atPath: path), data.count <= 10_000_000,
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      object["schema"] as? String == "tickmark.comparison/1",
      let line = try? JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
    else { return nil }
    return String(decoding: line, as: UTF8.self)
  }
}

/// What stops `tickmark serve`.
enum ServeError: ReportableError {
  case cannotListen(host: String, port: Int, reason: String)
  case badToken(path: String)
  case badFeed(String)

  var description: String {
    switch self {
    case .cannotListen(let host, let port, let reason):
      "cannot listen on \(host):\(port) (\(reason)); end who has it, or take another with '--port'"
    case .badToken(let path): "'\(path)' has no token in its first line; write one of 16 characters or more"
    case .badFeed(let text):
      "'\(text)' is no feed; there are synthetic, recorded, none, and tcp:HOST:PORT for lines of symbol,time,close"
    }
  }

  var exitStatus: ExitStatus {
    switch self {
    case .cannotListen: .inputOutput
    case .badToken: .badConfiguration
    case .badFeed: .usage
    }
  }
}

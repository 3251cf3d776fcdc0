public import ArgumentParser
import Foundation
import TickmarkFrames
import TickmarkService
public import TickmarkStreaming

extension QueuePolicy: ExpressibleByArgument {}

/// What is streamed, and how.
struct ServeStreamOptions: ParsableArguments {
  @Option(help: "synthetic, recorded (the prices, bar by bar), tcp:HOST:PORT, or none.") var feed = "synthetic"
  @Option(help: ArgumentHelp("Of a synthetic or recorded feed.", valueName: "n")) var updatesPerSecond = 1_000.0
  @Option(help: "How many of the prices' symbols a synthetic feed has.") var feedSymbols: Int?
  @Option(help: "Updates of a synthetic bar, each of which tells it whole.") var updatesPerBar = 10
  @Option(
    help: ArgumentHelp(
      "When a synthetic feed began, in seconds since 1970: services with the same one stream the same.",
      valueName: "seconds"))
  var feedStart: Double?
  @Option(help: "Indicators of the stream, as for 'tickmark indicators'.") var indicators = "sma:20,rsi:14,macd:12/26/9"
  @Option(help: "Milliseconds for which updates are gathered before they are sent; 0 sends at once.")
  var batchMilliseconds = 5
  @Option(help: "Updates that are sent before that time is over; however many if nothing is said.") var batchUpdates:
    Int?
  @Option(help: "What becomes of updates for which there is no room: block, drop-oldest or conflate.")
  var queue: QueuePolicy = .conflate
  @Option(help: "Updates that may wait.") var queueCapacity = 65_536

  var batch: BatchRule { BatchRule(milliseconds: batchMilliseconds, updates: batchUpdates) }

  func validate() throws {
    guard (0...10_000).contains(batchMilliseconds) else { throw ValidationError("--batch-milliseconds is 0 to 10000") }
    guard batchUpdates ?? 1 >= 1 else { throw ValidationError("--batch-updates is 1 or more") }
    guard updatesPerSecond > 0, updatesPerSecond <= 100_000_000 else {
      throw ValidationError("--updates-per-second is above 0 and at most 100000000")
    }
    guard feedSymbols ?? 1 >= 1, updatesPerBar >= 1 else {
      throw ValidationError("--feed-symbols and --updates-per-bar are 1 or more")
    }
    guard (1...100_000_000).contains(queueCapacity) else {
      throw ValidationError("--queue-capacity is 1 to 100000000")
    }
  }

  func feed(_ frame: Frame) throws -> ServeFeed {
    switch feed {
    case "none": return ServeFeed(sources: [], symbols: frame.symbols, summary: "no feed")
    case "recorded":
      return ServeFeed(
        sources: [RecordedSource(frame, pace: .updatesPerSecond(updatesPerSecond))], symbols: frame.symbols,
        summary: "recorded bars")
    case "synthetic":
      let symbols = Array(frame.symbols.prefix(feedSymbols ?? .max))
      guard !symbols.isEmpty else { return ServeFeed(sources: [], symbols: [], summary: "no symbols") }
      let start = feedStart.map { SteadyClock.now - Int64((Date().timeIntervalSince1970 - $0) * 1e9) }
      let source = SyntheticSource(
        symbols: symbols.count, updatesPerSecond: updatesPerSecond, updatesPerBar: updatesPerBar, start: start)
      return ServeFeed(
        sources: [source], symbols: symbols, summary: "\(Int(updatesPerSecond)) synthetic updates a second",
        caughtUpFrom: start.map { max($0, SteadyClock.now) })
    default:
      let parts = feed.split(separator: ":").map(String.init)
      guard parts.count == 3, parts[0] == "tcp", let port = Int(parts[2]), (1...65_535).contains(port) else {
        throw ServeError.badFeed(feed)
      }
      return ServeFeed(
        sources: [LineFeed(host: parts[1], port: port, symbols: frame.symbols)], symbols: frame.symbols,
        summary: "lines of \(parts[1]):\(port)")
    }
  }
}

/// Where updates come from, and the names that their numbers stand for.
struct ServeFeed {
  let sources: [any UpdateSource]
  let symbols: [String]
  let summary: String
  var caughtUpFrom: Int64?
}

/// What the service takes before it refuses.
struct ServeLimitOptions: ParsableArguments {
  @Option(help: "Connections that may be open at once.") var connections = ServiceLimits().connections
  @Option(help: "HTTP requests a second of one address; no limit if nothing is said.") var requestsPerSecond: Int?
  @Option(help: "Bytes of a request's body.") var bodyBytes = ServiceLimits().bodyBytes
  @Option(help: "Seconds for a request to be complete.") var requestSeconds = ServiceLimits().requestSeconds
  @Option(help: "Seconds without a request, or without an answer to a ping.") var idleSeconds = ServiceLimits()
    .idleSeconds
  @Option(help: "Seconds after which a subscriber that does not read is closed.") var slowSeconds = ServiceLimits()
    .slowSeconds
  @Option(help: "Seconds that connections have to end once the service does.") var drainSeconds = ServiceLimits()
    .drainSeconds

  func validate() throws {
    guard (1...1_000_000).contains(connections), requestsPerSecond ?? 1 >= 1, (0...(1 << 30)).contains(bodyBytes),
      [requestSeconds, idleSeconds, slowSeconds].allSatisfy({ $0 > 0 && $0 <= 86_400 }),
      (0...86_400).contains(drainSeconds)
    else { throw ValidationError("limits are above 0, times at most a day (86400), --body-bytes at most 1073741824") }
  }

  var limits: ServiceLimits {
    var limits = ServiceLimits()
    (limits.connections, limits.requestsPerSecond, limits.bodyBytes) = (connections, requestsPerSecond, bodyBytes)
    (limits.requestSeconds, limits.idleSeconds) = (requestSeconds, idleSeconds)
    (limits.slowSeconds, limits.drainSeconds) = (slowSeconds, drainSeconds)
    return limits
  }
}

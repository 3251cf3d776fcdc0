import ArgumentParser
import Foundation
public import TickmarkCommands
public import TickmarkLoad
import TickmarkReporting
import TickmarkService
import TickmarkStreaming

extension LoadError: ReportableError {
  public var exitStatus: ExitStatus {
    switch self {
    case .badTarget, .notLoopback: .usage
    case .unreachable, .refused: .inputOutput
    }
  }
}

struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Offer a service on this machine a fixed load, and measure how late it answers.",
    subcommands: [HTTP.self, Stream.self, Updates.self])

  struct HTTP: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "http", abstract: "Send GET requests at fixed rates.",
      discussion: """
        Each request has its moment before the first is sent, and its latency counts from there: requests behind a slow one are \
        late too. An answer other than 200 is an error.
        """)

    @Argument(help: "http://127.0.0.1:PORT/PATH") var url: String
    @Option(help: ArgumentHelp("Requests a second, one rate after the other.", valueName: "list")) var rates = "2000"
    @Option(help: "Seconds of each rate.") var seconds = 10.0
    @Option(help: "Seconds before that of which nothing is kept.") var warmUpSeconds = 1.0
    @Option(help: "Connections.") var connections = 16
    @OptionGroup var output: LoadOutput

    func validate() throws {
      try LoadOutput.check(seconds: seconds, warmUp: warmUpSeconds)
      guard (1...10_000).contains(connections) else { throw ValidationError("--connections is 1 to 10000") }
    }

    func run() throws {
      let target = try LoadTarget(url)
      let rates = try LoadOutput.rates(rates)
      let results = try output.measured {
        try rates.map { rate in
          let load = HTTPLoad(
            target, requestsPerSecond: rate, seconds: seconds, warmUpSeconds: warmUpSeconds, connections: connections)
          return try blocking { try await load.run() }
        }
      }
      try output.publish(results, target: url)
    }
  }

  struct Stream: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stream", abstract: "Subscribe many times to a service's stream.",
      discussion: """
        The rate is the service's own. A latency counts from the moment that an update had to leave its source.
        """)

    @Argument(help: "ws://127.0.0.1:PORT") var url: String
    @Option(help: "Subscribers.") var subscribers = 1_000
    @Option(help: "Symbols of each, one after the other through all there are.") var symbolsEach = 10
    @Option(help: "How many symbols the stream has.") var symbols = 100
    @Option(help: "Share of the subscribers that stop reading.") var stalled = 0.0
    @Option(help: "Seconds that are measured.") var seconds = 10.0
    @Option(help: "Seconds before that.") var warmUpSeconds = 2.0
    @OptionGroup var output: LoadOutput

    func validate() throws {
      try LoadOutput.check(seconds: seconds, warmUp: warmUpSeconds)
      guard (1...100_000).contains(subscribers), (0...1).contains(stalled) else {
        throw ValidationError("--subscribers is 1 to 100000, --stalled 0 to 1")
      }
      guard symbols >= 1, (1...symbols).contains(symbolsEach) else {
        throw ValidationError("--symbols-each is 1 to --symbols")
      }
    }

    func run() throws {
      let target = try LoadTarget("\(url)/v1/stream?format=binary")
      let names = (0..<symbols).map { "S\(String(10_000 + $0).dropFirst())" }
      let (each, count) = (symbolsEach, symbols)
      let load = StreamLoad(
        target, subscribers: subscribers, stalled: Int(Double(subscribers) * stalled), seconds: seconds,
        warmUpSeconds: warmUpSeconds,
        greeting: { number in
          let own = (0..<each).map { "\"\(names[(number * each + $0) % count])\"" }
          return "{\"subscribe\":[\(own.joined(separator: ","))]}"
        }, moments: { BinaryRows.forEachDue($0, $1) })
      let result = try output.measured { try blocking { try await load.run() } }
      try output.publish([result], target: url)
    }
  }

  struct Updates: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "updates",
      abstract: "Turn updates into indicators at fixed rates, in this process and on one thread.",
      discussion: "A latency counts from the moment that an update is due until its indicators stand.")

    @Option(help: ArgumentHelp("Updates a second, one rate after the other.", valueName: "list")) var rates = "2500000"
    @Option(help: "Symbols, each in turn.") var symbols = 500
    @Option(help: "Indicators, as for 'tickmark indicators'.") var indicators = "sma:20,rsi:14,macd:12/26/9"
    @Option(help: "Seconds of each rate.") var seconds = 5.0
    @OptionGroup var output: LoadOutput

    func validate() throws {
      try LoadOutput.check(seconds: seconds, warmUp: 0)
      guard (1...1_000_000).contains(symbols) else { throw ValidationError("--symbols is 1 to 1000000") }
    }

    func run() throws {
      let rates = try LoadOutput.rates(rates)
      let updates = SyntheticSource.updates(symbols: symbols, bars: 64)
      let results = try output.measured {
        try rates.map { rate in
          var book = try IndicatorBook(indicators, symbols: symbols)
          let span = updates.span
          return CallLoad(perSecond: rate, seconds: seconds).run { range in
            // Round and round through the same bars: the book begins anew with the first.
            var start = range.lowerBound
            while start < range.upperBound {
              let place = start % updates.count
              if place == 0 { book.restart() }
              let end = min(range.upperBound, start + updates.count - place)
              book.apply(span.extracting(place..<place + end - start)) { _, _ in }
              start = end
            }
          }
        }
      }
      try output.publish(results, target: "updates of \(symbols) symbols")
    }
  }
}

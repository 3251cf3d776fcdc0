import ArgumentParser
import Foundation
import TickmarkCommands
import TickmarkFrames
import TickmarkLoad
import TickmarkReporting

/// Where a load's numbers go: a table for people, JSON, a curve.
struct LoadOutput: ParsableArguments {
  @Option(
    help:
      "Write json=PATH (tickmark.load/1) or svg=PATH (latency against rate); '-' is standard output. May be repeated.")
  var format: [String] = []

  @ArgumentParser.Flag(
    help: """
      Keep the processors from sleeping, with threads that run where nobody else wants to: on a virtual machine, waking up \
      may cost more than what is measured.
      """)
  var keepAwake = false

  /// Runs a load, awake where that is asked for.
  func measured<Result>(_ body: () throws -> Result) throws -> Result {
    guard keepAwake else { return try body() }
    guard let awake = WakefulProcessors() else { throw LoadCommandError.cannotStayAwake }
    defer { awake.stop() }
    return try body()
  }

  static func check(seconds: Double, warmUp: Double) throws {
    guard seconds > 0, seconds <= 86_400, (0...3_600).contains(warmUp) else {
      throw ValidationError("--seconds is above 0 and at most 86400, --warm-up-seconds 0 to 3600")
    }
  }

  static func rates(_ text: String) throws -> [Double] {
    let rates = text.split(separator: ",").map { Double($0) }
    guard !rates.isEmpty, let rates = rates as? [Double], rates.allSatisfy({ $0 > 0 && $0 <= 10_000_000 }) else {
      throw ValidationError("--rates are numbers above 0, joined by commas")
    }
    return rates
  }

  func publish(_ results: [LoadResult], target: String) throws {
    let destinations = try format.map { text -> (String, String) in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, ["json", "svg"].contains(parts[0]), !parts[1].isEmpty else {
        throw EngineUsageError.unknownFormat(text, known: ["json", "svg"])
      }
      return (parts[0], parts[1] == "-" ? AtomicFile.standardOutput : parts[1])
    }
    for (format, path) in destinations {
      let text = format == "json" ? try LoadDocument(results, target: target).json() : LoadText.curve(results)
      try AtomicFile.write(to: path) { (file) throws(FrameError) in try file.append(text) }
    }
    let table = LoadText.table(results)
    if destinations.contains(where: { $0.1 == AtomicFile.standardOutput }) {
      Messages.note(table)
    } else {
      try StandardOutput.write(table)
    }
  }
}

/// `tickmark.load/1`
struct LoadDocument: Encodable {
  struct Row: Encodable {
    let kind: String
    let offeredPerSecond: Double
    let completedPerSecond: Double
    let seconds: Double
    let completed: Int
    let errors: [String: Int]
    /// In seconds, by percentage; `longest` too.
    let latency: [String: Double]
    let subscribers: Int?
    let stalled: Int?
    let closed: [String: Int]?
    /// Over the subscribers, of each one's 99th percentile.
    let subscriberP99: [String: Double]?
    /// How late the machine woke an idle thread meanwhile, in seconds.
    let hiccups: [String: Double]
  }

  let schema = "tickmark.load/1"
  let target: String
  let rows: [Row]

  init(_ results: [LoadResult], target: String) {
    self.target = target
    rows = results.map { result in
      let isStream = result.kind == .stream
      let own = result.subscriberP99.sorted()
      return Row(
        kind: result.kind.rawValue, offeredPerSecond: result.offeredPerSecond,
        completedPerSecond: result.completedPerSecond, seconds: result.seconds, completed: result.completed,
        errors: result.errors, latency: Self.percentiles(result.latency),
        subscribers: isStream ? result.subscribers : nil,
        stalled: isStream ? result.stalled : nil,
        closed: isStream ? Dictionary(uniqueKeysWithValues: result.closed.map { ("\($0)", $1) }) : nil,
        subscriberP99: own.isEmpty
          ? nil : ["least": own[0], "median": own[own.count / 2], "most": own[own.count - 1]],
        hiccups: Self.percentiles(result.hiccups))
    }
  }

  private static func percentiles(_ record: LatencyRecord) -> [String: Double] {
    var values: [String: Double] = [:]
    for percentage in LoadResult.percentages { values["p" + LoadText.name(percentage)] = record.percentile(percentage) }
    values["longest"] = record.longest
    return values
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

/// What stops `tickmark load`, besides the load's own errors.
enum LoadCommandError: ReportableError {
  case cannotStayAwake

  var description: String { "the system lets no thread run as an idle one (SCHED_IDLE); leave '--keep-awake' out" }
  var exitStatus: ExitStatus { .badConfiguration }
}

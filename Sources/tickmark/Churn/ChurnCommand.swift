public import ArgumentParser
import Foundation
import TickmarkCommands
public import TickmarkSuites

struct ChurnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "churn",
    abstract: "Show what the allocator's settings do to latency and resident memory over time.",
    discussion: """
      Bursts of requests that make orders and bars, each followed by a pause. Settings are the caller's: run it with \
      MALLOC_CONF set, or compare two with 'ab --commands'. scripts/tune-allocator compares many and writes a table.
      """)

  @Option(help: "How many bursts.")
  var bursts = 8

  @Option(help: "Milliseconds of quiet after each burst.")
  var pause = 1_500

  @Option(help: "Threads at work in a burst.")
  var threads = 2

  @Option(help: "Requests of each thread in a burst.")
  var requests = 400

  @Option(help: "none, or quiet: give unused pages back in the pauses.")
  var purge: ChurnSession.Plan.Purge = .none

  @Option(help: "'json=PATH' for a machine; '-' is standard output.")
  var format: [String] = []

  func validate() throws {
    try require(bursts, in: ChurnSession.Plan.bursts, "--bursts")
    try require(pause, in: ChurnSession.Plan.pauseMilliseconds, "--pause")
    try require(threads, in: ChurnSession.Plan.threads, "--threads")
    try require(requests, in: ChurnSession.Plan.requests, "--requests")
    for format in format where !format.hasPrefix("json=") || format == "json=" {
      throw ValidationError("--format '\(format)': write json=PATH, or json=- for standard output")
    }
  }

  private func require(_ value: Int, in range: ClosedRange<Int>, _ option: String) throws {
    guard range ~= value else {
      throw ValidationError("\(option) is \(range.lowerBound) to \(range.upperBound), not \(value)")
    }
  }

  func run() throws {
    let summary = ChurnSession.run(
      ChurnSession.Plan(
        bursts: bursts, pauseMilliseconds: pause, threads: threads, requests: requests, purge: purge))
    if !format.contains("json=-") { try StandardOutput.write(ChurnText(summary).text) }
    for format in format {
      let path = String(format.dropFirst("json=".count))
      let json = try Self.encoder.encode(summary) + Data("\n".utf8)
      if path == "-" { try StandardOutput.write(json) } else { try OutputFile.write(json, to: path) }
    }
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return encoder
  }
}

extension ChurnSession.Plan.Purge: ExpressibleByArgument {}

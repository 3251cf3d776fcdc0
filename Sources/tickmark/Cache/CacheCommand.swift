import ArgumentParser
import TickmarkCache
import TickmarkCommands
import TickmarkSuites

struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "Show how the cache's policies answer requests, and that a tier keeps its limit.",
    discussion: "scripts/cache-hit-ratios runs all of them beside another library and writes a table.",
    subcommands: [CacheReplayCommand.self, CacheIndicatorsCommand.self, CacheMemoryCommand.self])
}

struct CacheReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Count the hits of every policy, and of one that knows the future, on a recorded sequence of requests.",
    discussion: "Prints CSV: capacity, policy, hits, requests. Every entry weighs 1.")

  @Argument(help: "A file with one key a line, whole numbers from 0 on.")
  var trace: String

  @Option(help: "How many entries the cache holds; may be repeated.")
  var capacity: [Int]

  func validate() throws {
    for capacity in capacity where !(0...1_000_000_000 ~= capacity) {
      throw ValidationError("--capacity is 0 to 1000000000, not \(capacity)")
    }
  }

  func run() throws {
    let keys = try TraceFile.keys(trace)
    var text = "capacity,policy,hits,requests\n"
    for capacity in capacity {
      for policy in CachePolicy.allCases {
        let hits = TraceReplay.hits(keys, policy: policy, capacity: capacity)
        text += "\(capacity),\(policy.rawValue),\(hits),\(keys.count)\n"
      }
      text += "\(capacity),belady,\(TraceReplay.beladyHits(keys, capacity: capacity)),\(keys.count)\n"
    }
    try StandardOutput.write(text)
  }
}

struct CacheIndicatorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "indicators",
    abstract: "Count the hits on requests for indicators, the symbols by Zipf's law, from an empty cache on.",
    discussion: "Prints CSV: policy, share, hits, requests.")

  @Option(help: "How many symbols there are.")
  var symbols = 4_000

  @Option(help: "How many requests come.")
  var requests = 200_000

  @Option(help: "Share of the symbols that the hot tier has room for, above 0; may be repeated.")
  var share: [Double] = [1]

  func validate() throws {
    guard 1...1_000_000 ~= symbols, 0...100_000_000 ~= requests else {
      throw ValidationError("--symbols is 1 to 1000000 and --requests 0 to 100000000")
    }
    for share in share where !(share > 0 && share <= 100) {
      throw ValidationError("--share is above 0 and at most 100, not \(share)")
    }
  }

  func run() throws {
    let workload = IndicatorRequests(symbols: symbols, requests: requests)
    var text = "policy,share,hits,requests\n"
    for share in share {
      for policy in CachePolicy.allCases {
        let statistics = workload.cached(policy, share: share).statistics
        text += "\(policy.rawValue),\(share),\(statistics.hits),\(statistics.requests)\n"
      }
    }
    try StandardOutput.write(text)
  }
}

struct CacheMemoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory",
    abstract: "Let values of all sizes come and go, and show the most that was held and allocated.",
    discussion:
      "Prints CSV: policy, sizes, limit, held, allocated, values. Allocated is empty where malloc does not count.")

  @Option(help: "The tier's limit in bytes.")
  var limit = 100_000_000

  func validate() throws {
    guard 1_000...100_000_000_000 ~= limit else {
      throw ValidationError("--limit is 1000 to 100000000000, not \(limit)")
    }
  }

  func run() throws {
    var text = "policy,sizes,limit,held,allocated,values\n"
    for policy in CachePolicy.allCases {
      for sizes in CacheChurn.Sizes.allCases {
        let row = CacheChurn.run(policy, sizes, limitBytes: limit)
        let allocated = row.allocatedBytes.map(String.init) ?? ""
        text += "\(policy.rawValue),\(sizes.rawValue),\(limit),\(row.heldBytes),\(allocated),\(row.values)\n"
      }
    }
    try StandardOutput.write(text)
  }
}

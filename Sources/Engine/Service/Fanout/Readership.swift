import Synchronization

/// How many subscribers read each symbol in each format: what nobody reads is not encoded.
final class Readership: Sendable {
  private let counts: Mutex<[StreamFormat: [Int32]]>

  init(symbols: Int) {
    counts = Mutex(
      Dictionary(uniqueKeysWithValues: StreamFormat.allCases.map { ($0, Array(repeating: 0, count: symbols)) }))
  }

  func change(_ symbol: Int32, _ format: StreamFormat, by step: Int32) {
    counts.withLock { $0[format]?[Int(symbol)] += step }
  }

  func snapshot() -> (Int32, StreamFormat) -> Bool {
    let counts = counts.withLock { $0 }
    let (json, binary) = (counts[.json] ?? [], counts[.binary] ?? [])
    return { ($1 == .json ? json : binary)[Int($0)] > 0 }
  }
}

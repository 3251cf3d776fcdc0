import TickmarkAgreement
import TickmarkMeasurement

/// What the self-test slows down: work of one kind, whose amount can be set to a tenth of a per cent.
public enum Workload: String, Sendable, Codable, CaseIterable {
  /// A chain of dependent multiplications and additions.
  case compute
  /// Counting up in 48 MiB, which no cache holds.
  case memory
  /// Allocations of mixed sizes, given back in another order.
  case allocation

  /// Units of work of one call: some tens of microseconds, and an effect of 0.1 % is a whole number of them.
  var units: Int {
    switch self {
    case .compute: 10_000
    case .memory: 3_000
    case .allocation: 1_000
    }
  }

  /// The operation with the same code under two names, and slower by each of the effects.
  func operation(effects: [Double]) -> Operation {
    let body = body
    return Operation(rawValue, elements: units, unit: "units", yardsticks: [yardstick]) {
      for (name, units) in variants(effects) {
        // All give the same answer: what differs is the work that was done for it.
        Variant(name, output: { 0 }) { body(units) }
      }
    }
  }

  private func variants(_ effects: [Double]) -> [(name: String, units: Int)] {
    let slower = effects.map { (Effect.name($0), units + Int(($0 * Double(units)).rounded())) }
    return [(Effect.sameName, units), (Effect.againName, units)] + slower
  }

  /// The yardstick of the workload's own kind.
  var yardstick: Yardstick.Kind {
    switch self {
    case .compute: .arithmetic
    case .memory: .memory
    case .allocation: .allocation
    }
  }

  /// Does so many units of work.
  private var body: (Int) -> Void {
    switch self {
    case .compute: Self.compute
    case .memory: MemoryRing().count
    case .allocation: Self.allocate
    }
  }

  @inline(never) private static func compute(_ units: Int) {
    var value = 1.000_000_1
    for _ in 0..<units { value = value * 0.999_999_9 + 0.000_000_1 }
    blackHole(value)
  }

  @inline(never) private static func allocate(_ units: Int) {
    var kept: [[UInt8]] = []
    kept.reserveCapacity(64)
    for unit in 0..<units {
      if kept.count == 64 { kept.removeAll(keepingCapacity: true) }
      kept.append([UInt8](repeating: 0, count: 16 << (unit % 7)))
    }
    blackHole(kept.count)
  }
}

/// A ring that no cache holds: each call goes on from where the one before it stopped, a cache line a unit.
private final class MemoryRing {
  private static let lineWords = 64 / 8
  private static let lines = 48 * 1_024 * 1_024 / 64
  private var words = [UInt64](repeating: 7, count: lineWords * lines)
  private var line = 0

  func count(_ units: Int) {
    for _ in 0..<units {
      let start = line * Self.lineWords
      for word in start..<start + Self.lineWords { words[word] &+= 1 }
      line = (line + 1) % Self.lines
    }
    blackHole(words.count)
  }
}

import TickmarkGating
import TickmarkStatistics

/// What a self-test compares, gate by gate.
public struct SelftestPlan: Sendable, Equatable {
  /// One row of a gate: a workload beside itself, slowed down or not.
  public struct Subject: Sendable, Hashable {
    public var workload: Workload
    /// How much slower the second side is: 0.01 is 1 % more work.
    public var effect: Double
    public var margin: Double

    init(_ workload: Workload, _ effect: Double, margin: Double = PairedPlan.smallestMargin) {
      self.workload = workload
      self.effect = effect
      self.margin = margin
    }
  }

  public struct Gate: Sendable, Equatable {
    public var rows: [Subject]
    /// Nothing is slowed down in it.
    public var isClean: Bool { rows.allSatisfy { $0.effect == 0 } }
  }

  public static let rowsEach = 20
  public let gates: [Gate]
  /// After which gates a run is held against the stored baseline: evenly spread, the last one at the end.
  public let storedGates: Set<Int>

  /// - Parameters:
  ///   - scale: the share of the whole self-test; each kind keeps at least one row.
  ///   - seed: of the order of gates and rows.
  public init(scale: Double, seed: UInt64) {
    precondition(scale > 0, "a self-test compares something")
    var random = SplitMix64(seed: seed)
    let gates = Self.clean(scale) + Self.mixed(scale, using: &random)
    self.gates = gates.shuffled(using: &random)
    let stored = max(1, min(gates.count, Int((60 * scale).rounded(.up))))
    storedGates = Set((1...stored).map { $0 * gates.count / stored - 1 })
  }

  /// Identical code: as many comparisons as it takes to see a false alarm in a thousand.
  private static func clean(_ scale: Double) -> [Gate] {
    let subjects = [
      (Subject(.compute, 0), 1_500), (Subject(.allocation, 0), 1_500), (Subject(.memory, 0), 600),
      (Subject(.compute, 0, margin: 0), 1_000),
    ]
    return subjects.flatMap { subject, comparisons in
      let rows = Array(repeating: subject, count: max(1, Int((Double(comparisons) * scale).rounded(.up))))
      return gates(of: rows)
    }
  }

  /// Slowed rows and as many identical ones among them: what the first show must not rub off on the others.
  private static func mixed(_ scale: Double, using random: inout SplitMix64) -> [Gate] {
    var rows: [Subject] = []
    for (subject, comparisons) in slowed {
      rows += Array(repeating: subject, count: max(1, Int((Double(comparisons) * scale).rounded(.up))))
    }
    rows += rows.indices.map { Subject(Workload.allCases[$0 % Workload.allCases.count], 0) }
    rows.shuffle(using: &random)
    return gates(of: rows)
  }

  private static func gates(of rows: [Subject]) -> [Gate] {
    stride(from: 0, to: rows.count, by: rowsEach).map { start in
      Gate(rows: Array(rows[start..<min(start + rowsEach, rows.count)]))
    }
  }

  /// More of those that must be seen nearly always.
  private static let slowed: [(Subject, comparisons: Int)] =
    Workload.allCases.flatMap { workload in
      Effect.planted.dropFirst().map { effect in
        let isDemanded = effect == (workload == .memory ? 0.02 : 0.01)
        return (Subject(workload, effect), isDemanded ? 300 : 60)
      }
    } + [(Subject(.compute, Effect.planted[0], margin: 0), 300)]
}

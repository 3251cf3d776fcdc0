package import TickmarkMeasurement
package import TickmarkStatistics

/// Where one variant of one case spends what: time, instructions or memory.
package struct Profile: Sendable {
  /// What the counts of the stacks are.
  package enum Measure: Sendable, Equatable {
    /// Samples of the processor's clock, so many a second.
    case time(hertz: Int, unwinding: Unwinding)
    /// Under callgrind: every instruction of one call.
    case instructions
    /// What one call asked the allocator for; noted once in `period` bytes on average, each time where that is 1.
    case bytes(period: Int)

    package var isTime: Bool {
      if case .time = self { return true }
      return false
    }
  }

  /// How a recorder finds the callers of a function.
  package enum Unwinding: String, Sendable, CaseIterable {
    case framePointers = "fp", dwarf

    /// In words.
    var text: String {
      switch self {
      case .framePointers: "frame pointers"
      case .dwarf: "copies of the stack (DWARF)"
      }
    }
  }

  package var id: CaseID
  package var variant: String
  /// Which program it was: `this executable`, or a commit.
  package var build: String
  package var measure: Measure
  package var stacks: Stacks
  /// The share of all counts whose innermost function has a name.
  package var namedShare: Double
  /// The share of all counts whose stack reaches the body's caller or the start of a thread.
  package var wholeShare: Double
  /// What each process gave; none where all of one call was counted.
  package var turns: [Turn] = []
  /// Time of a call with sampling on, over that with sampling off.
  package var disturbance: Disturbance?
  /// What the reader should know.
  package var notes: [String] = []

  /// The part of one process: its samples, and the calls that were made while they were taken.
  package struct Turn: Sendable, Equatable {
    package var stacks: Stacks
    package var calls: Int
  }

  package struct Disturbance: Sendable, Equatable {
    package var ratio: Double
    /// At 95 %; nil where there were too few pairs.
    package var interval: Interval?
    package var pairs: Int
  }

  /// What one call costs: nanoseconds on a processor, instructions or bytes.
  package var perCall: Double { Double(stacks.total) * perCount }

  /// What of that one count stands for. A sample stands for the time between two, shared by the calls that were sampled: the
  /// time that a call waits is in neither.
  var perCount: Double {
    guard case .time(let hertz, _) = measure else { return 1 }
    return 1e9 / Double(max(1, hertz)) / Double(max(1, turns.reduce(0) { $0 + $1.calls }))
  }

  /// Whether the counts are a sample, with the error of one, or all there was.
  package var isSampled: Bool {
    switch measure {
    case .time: true
    case .instructions: false
    case .bytes(let period): period > 1
    }
  }

  /// What tables of functions are made of. Memory is always taken by the same few functions of the runtime: it is charged to
  /// the program's function that had them called.
  package var charged: Stacks {
    if case .bytes = measure { return stacks.cut(after: .program) }
    return stacks
  }

  /// `sums/running/64, simd`.
  package var name: String { "\(id), \(variant)" }

  /// What `perCall` counts, as `Units` knows it.
  package var unit: String {
    switch measure {
    case .time: "ns"
    case .instructions: "instructions"
    case .bytes: "B"
    }
  }
}

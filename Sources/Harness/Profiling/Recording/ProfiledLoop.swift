import TickmarkMeasurement
import TickmarkStatistics

/// Has the body of one process called again and again, in turns with others, and tells how long calls took with sampling on
/// and off.
struct ProfiledLoop {
  /// Nanoseconds of one slice: long beside the switching, short beside what else the machine does.
  private static let slice = 5e6
  /// Of slices with and without, in all rounds together.
  private static let mostPairs = 200
  /// Rounds, each with a fresh process a side, where sides are compared: where a process's code and heap lie in memory moves
  /// what is charged to whom, the same way for as long as it lives (`free` and its caller: to twice and half).
  static let mostRounds = 10
  /// How often the processes of a round take turns.
  private static let turns = 4

  /// A process whose body can be called, or a model of one.
  struct Subject {
    let time: (_ calls: Int) throws -> Lap
    /// Switches the recorder.
    let sample: (_ isOn: Bool) throws -> Void
  }

  /// While samples were taken.
  private(set) var calls = 0
  /// Nanoseconds of a call, by pairs of slices with sampling on and off.
  private(set) var on: [Double] = []
  private(set) var off: [Double] = []
  private let subject: Subject
  private let callsInSlice: Int
  private var random: SplitMix64
  private var isSampling = false
  /// Nanoseconds of slices with sampling on, and of those without.
  private var sampled = 0.0
  private var unsampled = 0.0
  private var longest = 0.0

  init(_ subject: Subject) throws {
    self.subject = subject
    callsInSlice = try Self.calls(of: subject)
    random = SplitMix64(seed: UInt64(callsInSlice))
  }

  /// Has each side sampled for `seconds` in all, one side in one process, several in rounds.
  ///
  /// - Parameter record: starts a process a side in the given order, has their loops run for so long and ends them.
  /// - Returns: what each round gave, a loop a side.
  static func rounds<Recorded>(
    sides: Int, seconds: Double, record: (_ round: Int, _ order: [Int], _ seconds: Double) throws -> [Recorded],
    loop: (Recorded) -> ProfiledLoop
  ) throws -> [[Recorded]] {
    var random = SplitMix64(seed: 1)
    let count = sides == 1 ? 1 : mostRounds
    let orders = Permutation.balanced(items: sides, rounds: count, using: &random)
    var recorded: [[Recorded]] = []
    var sampled = [Double](repeating: 0, count: sides)
    // Long calls fill their seconds in fewer rounds.
    for (round, order) in orders.enumerated() where sampled.contains(where: { $0 < seconds * 1e9 }) {
      let part = try record(round, order, seconds / Double(count))
      for side in sampled.indices { sampled[side] += loop(part[side]).sampled }
      recorded.append(part)
    }
    return recorded
  }

  /// Has each loop sampled for `seconds`. They take turns in shuffled order, so that what the machine does meanwhile falls
  /// on all alike.
  static func run(_ loops: inout [ProfiledLoop], seconds: Double, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let orders = Permutation.balanced(items: loops.count, rounds: turns, using: &random)
    for order in orders where loops.contains(where: { $0.sampled < seconds * 1e9 }) {
      for place in order { try loops[place].takeTurn(nanoseconds: seconds * 1e9 / Double(turns)) }
    }
  }

  /// Runs for so long with sampling on, and for a quarter of that with sampling off, in pairs of slices.
  private mutating func takeTurn(nanoseconds: Double) throws {
    let end = sampled + nanoseconds
    while sampled < end {
      // A pair costs a slice without a sample: not where slices are few, and not for ever.
      guard on.count < Self.mostPairs, unsampled + longest <= 0.25 * end else {
        try runSlice(isSampled: true)
        continue
      }
      let isOnFirst = random.next() % 2 == 0
      for isOn in [isOnFirst, !isOnFirst] {
        let perCall = try runSlice(isSampled: isOn) / Double(callsInSlice)
        if isOn { on.append(perCall) } else { off.append(perCall) }
      }
    }
    try sample(false)
  }

  @discardableResult private mutating func runSlice(isSampled: Bool) throws -> Double {
    try sample(isSampled)
    let wall = Double(try subject.time(callsInSlice).wall)
    longest = max(longest, wall)
    if isSampled {
      calls += callsInSlice
      // A clock that stands still must not keep the loop for ever.
      sampled += max(wall, 1)
    } else {
      unsampled += wall
    }
    return wall
  }

  private mutating func sample(_ isOn: Bool) throws {
    guard isOn != isSampling else { return }
    try subject.sample(isOn)
    isSampling = isOn
  }

  /// How many calls fill a slice, by the shortest of three readings after the first.
  private static func calls(of subject: Subject) throws -> Int {
    var calls = 1
    while true {
      var shortest = Double(try subject.time(calls).wall)
      for _ in 0..<3 where shortest < slice { shortest = min(shortest, Double(try subject.time(calls).wall)) }
      if shortest >= slice / 2 || calls >= 1 << 40 { return calls }
      let wanted = slice / max(shortest, 1) * Double(calls)
      calls = shortest > 1e5 ? max(calls + 1, Int(wanted)) : calls * 16
    }
  }
}

import Glibc
import TickmarkMeasurement
import TickmarkStatistics

@testable import TickmarkProfiling

/// A machine whose pace never rests: it drifts all the time and now and then jumps, and everything on it takes as much longer.
final class ModelMachine {
  private(set) var now = 0.0
  private(set) var random: SplitMix64
  private var pace = 0.0
  private let drift: Double

  /// - Parameter drift: what is added to the logarithm of the pace in a second.
  init(seed: UInt64, drift: Double) {
    random = SplitMix64(seed: seed)
    self.drift = drift
  }

  func uniform() -> Double { Double.random(in: 0..<1, using: &random) }

  /// Lets time pass; returns how much.
  func pass(_ nanoseconds: Double) -> Double {
    pace += drift * nanoseconds * 1e-9 + 0.005 * (uniform() - 0.5)
    if uniform() < 0.001 { pace += 0.2 * (uniform() - 0.5) }
    let passed = nanoseconds * exp(pace)
    now += passed
    return passed
  }
}

/// A program on a model machine, under a recorder that takes a sample each time that a process has had the processor for a
/// beat.
struct ModelProgram {
  typealias Function = (name: String, nanoseconds: Double)
  static let hertz = 499

  /// What each takes of the processor in a call.
  var functions: [Function]
  /// Nanoseconds of a call without the processor.
  var waiting = 0.0
  /// How much longer or shorter a function takes in one process than in another, as a logarithm, at most.
  var luck = 0.0

  /// What two programs give that are recorded beside each other.
  static func profiles(
    _ before: ModelProgram, _ after: ModelProgram, on machine: ModelMachine, seconds: Double
  ) throws -> [Profile] {
    let sides = [before, after]
    let rounds = try ProfiledLoop.rounds(
      sides: 2, seconds: seconds,
      record: { round, _, seconds in
        let processes = sides.map { ModelProcess($0, machine) }
        var loops = try processes.map { try ProfiledLoop($0.subject) }
        try ProfiledLoop.run(&loops, seconds: seconds, seed: UInt64(round))
        return zip(processes, loops).map { (process: $0, loop: $1) }
      }, loop: \.loop)
    return sides.indices.map { place in
      var profile = Sample.profile(Stacks(), measure: .time(hertz: hertz, unwinding: .framePointers))
      profile.turns = rounds.map { Profile.Turn(stacks: $0[place].process.stacks, calls: $0[place].loop.calls) }
      for turn in profile.turns { for (stack, count) in turn.stacks.counts { profile.stacks.add(stack, count: count) } }
      return profile
    }
  }
}

private final class ModelProcess {
  private(set) var samples: [Int]
  private let machine: ModelMachine
  private let functions: [ModelProgram.Function]
  private let waiting: Double
  private var isSampling = false
  private var untilSample: Double

  init(_ program: ModelProgram, _ machine: ModelMachine) {
    self.machine = machine
    functions = program.functions.map { function in
      (function.name, function.nanoseconds * exp(program.luck * (2 * machine.uniform() - 1)))
    }
    waiting = program.waiting
    samples = [Int](repeating: 0, count: functions.count)
    untilSample = machine.uniform() * 1e9 / Double(ModelProgram.hertz)
  }

  var subject: ProfiledLoop.Subject {
    ProfiledLoop.Subject(time: { [self] in time(calls: $0) }, sample: { [self] in isSampling = $0 })
  }

  var stacks: Stacks {
    zip(functions, samples).reduce(into: Stacks()) { stacks, entry in
      if entry.1 > 0 { stacks.add([Frame(entry.0.name, .program)], count: entry.1) }
    }
  }

  private func time(calls: Int) -> Lap {
    let perCall = functions.reduce(0) { $0 + $1.nanoseconds }
    let busy = machine.pass(Double(calls) * perCall)
    if isSampling {
      while untilSample < busy {
        samples[function(at: machine.uniform() * perCall)] += 1
        untilSample += 1e9 / Double(ModelProgram.hertz)
      }
      untilSample -= busy
    }
    let waited = waiting > 0 ? machine.pass(Double(calls) * waiting) : 0
    return Lap(wall: UInt64(busy + waited), cpu: UInt64(busy))
  }

  private func function(at place: Double) -> Int {
    var rest = place
    return functions.firstIndex { function in
      rest -= function.nanoseconds
      return rest < 0
    } ?? 0
  }
}

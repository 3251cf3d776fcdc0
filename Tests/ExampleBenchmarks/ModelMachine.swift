import Foundation
import Synchronization
import Tickmark

/// A machine on which a call takes as long as its body declares, so that verdicts of the whole program can be tested on
/// computers that do other things too.
///
/// It is as restless as the real ones: each process has its pace (2 %), each body its luck with the layout of a process
/// (0.5 %) and each slice its noise (1 %). All follow from the seed.
final class ModelMachine: Stopwatch {
  private struct State {
    var random: SeededNormal
    var elapsed: UInt64 = 0
  }

  private static let declared = Mutex(0.0)
  private let state: Mutex<State>
  private let seed: UInt64
  private let pace: Double

  init(seed: UInt64) {
    self.seed = seed &+ PlantedFaults.seed
    var random = SeededNormal(seed: self.seed)
    pace = exp(0.02 * random.normal()) * PlantedFaults.pace
    state = Mutex(State(random: random))
  }

  /// A body says how long it takes.
  static func spend(nanoseconds: Double) { declared.withLock { $0 += nanoseconds } }

  var modelName: String? { "example" }
  func resolution() -> UInt64 { 1 }
  func now() -> UInt64 { state.withLock(\.elapsed) }

  func time(calls: Int, _ run: (Int) -> Void) -> Lap {
    Self.declared.withLock { $0 = 0 }
    run(1)
    let spent = Self.declared.withLock { $0 }
    // Yardsticks declare nothing.
    let cost = spent > 0 ? spent * PlantedFaults.bodyPace : 1_000
    var layout = SeededNormal(seed: seed ^ cost.bitPattern)
    let perCall = cost * pace * exp(0.005 * layout.normal())
    let wall = state.withLock { state in
      let wall = UInt64(Double(calls) * perCall * exp(0.01 * state.random.normal()))
      state.elapsed += wall
      return wall
    }
    return Lap(wall: wall, cpu: wall)
  }
}

/// Normal numbers that follow from a seed alone (SplitMix64, sums of twelve).
private struct SeededNormal {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }

  private mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }
}

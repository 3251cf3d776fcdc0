import TickmarkStatistics

/// How sure the change of a function's cost is between two profiles that were recorded in rounds, a process a side, by the
/// spread between these.
///
///     u[k] = (count[k] − calls[k] · Σ count / Σ calls) / mean calls       for each side and round k
///     error² = Σ (u_after[k] − u_before[k])² / (n (n − 1))
///
/// What the machine does to both turns of a round falls out of their difference; what it does to one of them, and each
/// process's luck with its place in memory, widens the error.
/// - Units: those of the profiles' costs.
/// - Source: W. Cochran, "Sampling Techniques" (1977), 6.3: the linearised error of a ratio.
struct TurnSpread {
  private let before: Side
  private let after: Side
  private let rounds: Int

  init(before: Profile, after: Profile) {
    self.before = Side(before)
    self.after = Side(after)
    rounds = min(before.turns.count, after.turns.count)
  }

  /// Half the interval of a function's change; 0 for what was counted whole, infinite where one round cannot tell.
  func half(of name: String, confidence: Double) -> Double {
    guard before.isSampled || after.isSampled else { return 0 }
    guard rounds > 1 else { return .infinity }
    let (a, b) = (before.deviations(of: name), after.deviations(of: name))
    let squares = zip(a, b).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
    let error = (squares / Double(rounds * (rounds - 1))).squareRoot()
    let spread = StudentT.quantile((1 + confidence) / 2, degreesOfFreedom: Double(rounds - 1)) * error
    // Few samples may happen to fall alike into every round.
    let (x, y) = (before.width(of: name, confidence), after.width(of: name, confidence))
    return max(spread, (x * x + y * y).squareRoot())
  }

  private struct Side {
    let profile: Profile
    let own: [String: Int]
    /// Own counts of each turn.
    let turns: [[String: Int]]
    let calls: [Double]

    init(_ profile: Profile) {
      self.profile = profile
      own = FrameShare.own(profile.stacks)
      turns = profile.turns.map { FrameShare.own($0.stacks) }
      calls = profile.turns.map { Double($0.calls) }
    }

    var isSampled: Bool { profile.measure.isTime }

    /// In cost: `perCount` is a count's part of the cost of the mean call.
    func deviations(of name: String) -> [Double] {
      let counts = turns.map { Double($0[name] ?? 0) }
      let all = calls.reduce(0, +)
      let perCall = all > 0 ? counts.reduce(0, +) / all : 0
      return zip(counts, calls).map { ($0 - $1 * perCall) * profile.perCount * Double(calls.count) }
    }

    /// What the few samples alone leave open: Wilson's width, which is not 0 for a function that was never seen.
    func width(of name: String, _ confidence: Double) -> Double {
      let total = profile.stacks.total
      guard total > 0 else { return 0 }
      return ProportionInterval.of(own[name] ?? 0, of: total, confidence: confidence).halfWidth * profile.perCall
    }
  }
}

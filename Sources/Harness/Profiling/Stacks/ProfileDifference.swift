import TickmarkStatistics

/// What became of each function's cost a call between two profiles of one case.
package struct ProfileDifference: Sendable {
  package struct Row: Sendable, Equatable {
    package var frame: Frame
    /// Own cost a call, in the profiles' unit; where a profile has no cost a call, its share.
    package var before: Double
    package var after: Double
    /// Half the interval of the difference at 95 %; 0 for what was counted.
    package var half: Double

    package var change: Double { after - before }
    /// Whether the change is more than its error would give once in a thousand times: a page has many rows.
    package var isClear: Bool { abs(change) > ProfileDifference.clear * half }
  }

  /// Halves of an interval at 95 % that make one at 99.9 %.
  private static let clear = 3.29 / 1.96

  package let before: Profile
  package let after: Profile
  /// Whether both sides have a cost a call: else shares are compared, and a function may only seem to shrink.
  package let isAbsolute: Bool
  /// The largest changes first.
  package let rows: [Row]

  package init(before: Profile, after: Profile) {
    var (before, after) = (before, after)
    if before.variant != after.variant {
      // The bodies of two variants are two closures of one suite; what they call is compared.
      before.stacks = before.stacks.rooted(Self.unnumbered)
      after.stacks = after.stacks.rooted(Self.unnumbered)
    }
    self.before = before
    self.after = after
    let isAbsolute = before.perCall != nil && after.perCall != nil
    self.isAbsolute = isAbsolute
    func cost(_ profile: Profile, _ count: Int) -> Cost {
      isAbsolute
        ? Cost(profile, count: count, scale: profile.perCall ?? 1, scaleError: profile.perCallError)
        : Cost(profile, count: count, scale: 1, scaleError: 0)
    }
    func shares(_ profile: Profile) -> [String: FrameShare] {
      FrameShare.all(profile.stacks).reduce(into: [:]) { $0[$1.frame.name] = $1 }
    }
    let (then, now) = (shares(before), shares(after))
    rows = then.merging(now) { $1 }.map { name, share in
      let (a, b) = (cost(before, then[name]?.own ?? 0), cost(after, now[name]?.own ?? 0))
      return Row(
        frame: share.frame, before: a.value, after: b.value, half: 1.96 * (a.variance + b.variance).squareRoot())
    }.sorted { (abs($1.change), $0.frame.name) < (abs($0.change), $1.frame.name) }
  }

  /// `closure #2 in closure #1 in Suite.sums` is `closure in Suite.sums`.
  private static func unnumbered(_ frame: Frame) -> Frame {
    var name = Substring(frame.name)
    var isClosure = false
    while name.hasPrefix("closure #"), let end = name.range(of: " in ") {
      name = name[end.upperBound...]
      isClosure = true
    }
    return isClosure ? Frame("closure in \(name)", frame.origin) : frame
  }

  /// A share times what a call costs, with the variance that both bring.
  private struct Cost {
    let value: Double
    let variance: Double

    init(_ profile: Profile, count: Int, scale: Double, scaleError: Double) {
      let total = Double(max(1, profile.stacks.total))
      let share = Double(count) / total
      value = share * scale
      // Wilson's width keeps a function that was seen once, or never, from looking certain.
      let half = FrameShare.interval(count, in: profile)?.halfWidth ?? 0
      let shareError = half / 1.96
      variance = scale * scale * shareError * shareError + share * share * scaleError * scaleError
    }
  }
}

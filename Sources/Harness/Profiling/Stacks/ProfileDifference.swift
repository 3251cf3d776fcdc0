/// What became of each function's cost a call between two profiles of one case.
package struct ProfileDifference: Sendable {
  package struct Row: Sendable, Equatable {
    package var frame: Frame
    /// Own cost a call, in the profiles' unit.
    package var before: Double
    package var after: Double
    /// Half the interval of the difference at 95 %; 0 for what was counted, infinite where it is not known.
    package var half: Double
    /// Whether the change is more than its error would give once in a thousand times: a page has many rows.
    package var isClear: Bool

    package var change: Double { after - before }
  }

  package let before: Profile
  package let after: Profile
  /// The largest changes first.
  package let rows: [Row]

  package init(before: Profile, after: Profile) {
    var (before, after) = (before, after)
    if before.variant != after.variant {
      // The bodies of two variants are two closures of one suite; what they call is compared.
      before.root(Self.unnumbered)
      after.root(Self.unnumbered)
    }
    self.before = before
    self.after = after
    func shares(_ profile: Profile) -> [String: FrameShare] {
      FrameShare.all(profile.stacks).reduce(into: [:]) { $0[$1.frame.name] = $1 }
    }
    let (then, now) = (shares(before), shares(after))
    let (perCountThen, perCountNow) = (before.perCount, after.perCount)
    let spread = TurnSpread(before: before, after: after)
    rows = then.merging(now) { $1 }.map { name, share in
      let (a, b) = (Double(then[name]?.own ?? 0) * perCountThen, Double(now[name]?.own ?? 0) * perCountNow)
      return Row(
        frame: share.frame, before: a, after: b, half: spread.half(of: name, confidence: 0.95),
        isClear: abs(b - a) > spread.half(of: name, confidence: 0.999))
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
}

extension Profile {
  fileprivate mutating func root(_ root: (Frame) -> Frame) {
    stacks = stacks.rooted(root)
    for index in turns.indices { turns[index].stacks = turns[index].stacks.rooted(root) }
  }
}

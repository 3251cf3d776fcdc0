import TickmarkStatistics

/// How much of a profile one function has: by itself, and with all that it calls.
package struct FrameShare: Sendable, Equatable {
  /// Of the origin that has most of it, where code of that name is in several files.
  package var frame: Frame
  package var own: Int
  /// A stack in which it stands twice counts once.
  package var total: Int

  /// By their own counts, the largest first.
  package static func all(_ stacks: Stacks) -> [FrameShare] {
    let own = own(stacks)
    var total: [String: Int] = [:]
    var origins: [String: [Frame.Origin: Int]] = [:]
    for (stack, count) in stacks.counts {
      for name in Set(stack.map(\.name)) { total[name, default: 0] += count }
      for frame in Set(stack) { origins[frame.name, default: [:]][frame.origin, default: 0] += count }
    }
    let shares = total.map { name, total in
      let origin = origins[name]?.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key ?? .unknown
      return FrameShare(frame: Frame(name, origin), own: own[name] ?? 0, total: total)
    }
    return shares.sorted { ($1.own, $1.total, $0.frame.name) < ($0.own, $0.total, $1.frame.name) }
  }

  /// How often each function was innermost.
  static func own(_ stacks: Stacks) -> [String: Int] {
    stacks.counts.reduce(into: [:]) { own, entry in
      if let leaf = entry.key.last { own[leaf.name, default: 0] += entry.value }
    }
  }

  /// The share at 95 %, as if every sample were drawn by itself; nil where the counts are no samples.
  static func interval(_ count: Int, in profile: Profile) -> Interval? {
    guard case .time = profile.measure, profile.stacks.total > 0 else { return nil }
    return ProportionInterval.of(count, of: profile.stacks.total)
  }
}

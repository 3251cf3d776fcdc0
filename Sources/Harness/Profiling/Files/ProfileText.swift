import TickmarkTypesetting

/// The words and numbers of a profile, the same in every file.
package enum ProfileText {
  /// What was counted, in a word.
  static func subject(_ measure: Profile.Measure) -> String {
    switch measure {
    case .time: "time"
    case .instructions: "instructions, not time"
    case .bytes: "bytes allocated"
    }
  }

  /// What was counted, in a sentence.
  static func counted(_ profile: Profile) -> String {
    let total = profile.stacks.total
    return switch profile.measure {
    case .time(let hertz, _):
      "\(total) samples of the processor's clock, \(hertz) a second; a call takes \(cost(profile.perCall, in: profile))"
    case .instructions: "\(Units.quantity(Double(total), unit: "instructions")) of one call under callgrind: not time"
    case .bytes where total == 0: "one call asks for no memory"
    case .bytes(1): "all \(Units.quantity(Double(total), unit: "B")) that one call asked for"
    case .bytes(let period):
      "about \(Units.quantity(Double(total), unit: "B")) that one call asked for, noted once in \(Units.quantity(Double(period), unit: "B"))"
    }
  }

  /// What a call costs.
  static func cost(_ value: Double, in profile: Profile) -> String {
    Units.quantity(value, unit: profile.unit) + (profile.measure.isTime ? " of processor time" : "")
  }

  /// A count with its unit.
  static func amount(_ count: Int, in profile: Profile) -> String {
    switch profile.measure {
    case .time: "\(count) sample\(count == 1 ? "" : "s")"
    case .instructions, .bytes: Units.quantity(Double(count), unit: profile.unit)
    }
  }

  /// `12.3 %`, or `12.3 ± 0.4 %` where it is an estimate.
  static func share(_ count: Int, in profile: Profile) -> String {
    guard let interval = FrameShare.interval(count, in: profile) else {
      return percent(count, of: profile.stacks.total)
    }
    let share = Decimals.fixed(100 * Double(count) / Double(profile.stacks.total), 1)
    return "\(share) ± \(Decimals.fixed(100 * interval.halfWidth, 1)) %"
  }

  package static func percent(_ count: Int, of total: Int) -> String {
    total > 0 ? Decimals.fixed(100 * Double(count) / Double(total), 1) + " %" : Decimals.absent
  }

  /// The hottest functions as a plain table, for a terminal.
  package static func table(_ profile: Profile, rows: Int = 10) -> String {
    let lines = FrameShare.all(profile.stacks).prefix(rows).map { share in
      TextWidth.padded(Self.share(share.own, in: profile), to: 14, rightAligned: true)
        + TextWidth.padded(percent(share.total, of: profile.stacks.total), to: 10, rightAligned: true) + "  "
        + TextWidth.shortened(TextWidth.clean(share.frame.name), to: 54)
    }
    let head =
      TextWidth.padded("own", to: 14, rightAligned: true)
      + TextWidth.padded("all", to: 10, rightAligned: true) + "  function"
    return ([head] + lines).map { $0 + "\n" }.joined()
  }
}

/// The words and numbers of a comparison of two profiles.
package struct DifferenceText {
  private let difference: ProfileDifference

  package init(_ difference: ProfileDifference) { self.difference = difference }

  /// Which case, and what of it on either side.
  var title: String {
    let (before, after) = (difference.before, difference.after)
    return before.variant == after.variant
      ? "\(after.name): \(before.build) → \(after.build)" : "\(after.id): \(before.variant) → \(after.variant)"
  }

  /// What is compared, in a sentence.
  var counted: String {
    let (before, after) = (difference.before, difference.after)
    let was = ProfileText.cost(before.perCall, in: before)
    return "as wide as after; a call took \(was) before and takes \(cost(after.perCall)) after"
  }

  /// How both sides were recorded, in a sentence; nil where nothing was sampled.
  var recording: String? {
    guard case .time(_, let unwinding) = difference.after.measure else { return nil }
    return
      "Both sides were recorded with \(unwinding.text), in \(difference.after.turns.count) rounds of a fresh process each"
  }

  /// `+1.2 ± 0.1 µs`
  func change(_ row: ProfileDifference.Row) -> String {
    let sign = row.change > 0 ? "+" : ""
    return sign + Units.quantity(row.change, half: row.half > 0 ? row.half : nil, unit: difference.after.unit)
  }

  /// `3.4 µs → 4.6 µs`
  func pair(_ row: ProfileDifference.Row) -> String { "\(cost(row.before)) → \(cost(row.after))" }

  /// What stands in a box's tooltip.
  func detail(before: Int, after: Int) -> String {
    let (then, now) = costs(before: before, after: after)
    let shares =
      "\(ProfileText.percent(before, of: difference.before.stacks.total)) → \(ProfileText.percent(after, of: difference.after.stacks.total))"
    return "\(cost(then)) → \(cost(now)) a call; share \(shares)"
  }

  /// The change as a share of all that a call cost before.
  func changeOfWhole(before: Int, after: Int) -> Double {
    let (then, now) = costs(before: before, after: after)
    let whole = difference.before.perCall
    return whole > 0 ? (now - then) / whole : 0
  }

  private func costs(before: Int, after: Int) -> (then: Double, now: Double) {
    (Double(before) * difference.before.perCount, Double(after) * difference.after.perCount)
  }

  private func cost(_ value: Double) -> String { Units.quantity(value, unit: difference.after.unit) }
}

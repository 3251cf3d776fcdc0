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
    let perCall = profile.perCall.map { "; a call takes \(Units.quantity($0, unit: profile.unit))" } ?? ""
    return switch profile.measure {
    case .time(let hertz, _): "\(total) samples of the processor's clock, \(hertz) a second\(perCall)"
    case .instructions: "\(Units.quantity(Double(total), unit: "instructions")) of one call under callgrind: not time"
    case .bytes where total == 0: "one call asks for no memory"
    case .bytes(1): "all \(Units.quantity(Double(total), unit: "B")) that one call asked for"
    case .bytes(let period):
      "about \(Units.quantity(Double(total), unit: "B")) that one call asked for, noted once in \(Units.quantity(Double(period), unit: "B"))"
    }
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
  private let scaleBefore: Double
  private let scaleAfter: Double

  package init(_ difference: ProfileDifference) {
    self.difference = difference
    func scale(_ profile: Profile) -> Double {
      (difference.isAbsolute ? profile.perCall ?? 1 : 1) / Double(max(1, profile.stacks.total))
    }
    scaleBefore = scale(difference.before)
    scaleAfter = scale(difference.after)
  }

  /// Which case, and what of it on either side.
  var title: String {
    let (before, after) = (difference.before, difference.after)
    return before.variant == after.variant
      ? "\(after.name): \(before.build) → \(after.build)" : "\(after.id): \(before.variant) → \(after.variant)"
  }

  /// What is compared, in a sentence.
  var counted: String {
    guard difference.isAbsolute, let before = difference.before.perCall, let after = difference.after.perCall else {
      return "as wide as each function's share after; only shares are compared, since a call's cost is not known"
    }
    return "as wide as after; a call took \(cost(before)) before and takes \(cost(after)) after"
  }

  /// `+1.2 ± 0.1 µs`
  func change(_ row: ProfileDifference.Row) -> String {
    let sign = row.change > 0 ? "+" : ""
    return difference.isAbsolute
      ? sign + Units.quantity(row.change, half: row.half > 0 ? row.half : nil, unit: difference.after.unit)
      : "\(sign)\(Decimals.fixed(100 * row.change, 1)) ± \(Decimals.fixed(100 * row.half, 1)) %"
  }

  /// `3.4 µs → 4.6 µs`
  func pair(_ row: ProfileDifference.Row) -> String { "\(cost(row.before)) → \(cost(row.after))" }

  /// What stands in a box's tooltip.
  func detail(before: Int, after: Int) -> String {
    let (then, now) = (Double(before) * scaleBefore, Double(after) * scaleAfter)
    let shares =
      "\(ProfileText.percent(before, of: difference.before.stacks.total)) → \(ProfileText.percent(after, of: difference.after.stacks.total))"
    return difference.isAbsolute ? "\(cost(then)) → \(cost(now)) a call; share \(shares)" : "share \(shares)"
  }

  /// The change as a share of all that a call cost before.
  func changeOfWhole(before: Int, after: Int) -> Double {
    let whole = Double(difference.before.stacks.total) * scaleBefore
    return whole > 0 ? (Double(after) * scaleAfter - Double(before) * scaleBefore) / whole : 0
  }

  private func cost(_ value: Double) -> String {
    difference.isAbsolute ? Units.quantity(value, unit: difference.after.unit) : Units.percent(value)
  }
}

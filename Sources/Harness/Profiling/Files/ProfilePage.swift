import TickmarkMeasurement
import TickmarkTypesetting

/// The page beside a profile's files: what was profiled where, how much of it can be believed, and what is hottest.
struct ProfilePage {
  private static let rows = 20

  let profile: Profile
  let difference: ProfileDifference?
  let heap: Profile?
  let machine: MachineFingerprint
  let command: String

  var text: String {
    [
      opening, difference.map(differenceSection) ?? "", hottest(profile, title: "Hottest functions"),
      heap.map(heapSection) ?? "", reliability, reproduce,
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var opening: String {
    var text = "# Profile: \(Markdown.code("\(profile.id)")), \(Markdown.code(profile.variant))\n\n"
    if profile.measure == .instructions {
      text += "**These are instructions, not time.** One that waits for memory counts as much as one that does not.\n\n"
    }
    text += "![flame graph](flamegraph.svg)\n\n"
    text += "- What: \(Markdown.prose(profile.build)), \(Markdown.prose(ProfileText.counted(profile))).\n"
    text += "- Names: \(Units.percent(profile.namedShare)) of the counts fall into a function that a symbol names; "
    text += "\(Units.percent(profile.wholeShare)) of the stacks are whole.\n"
    if let disturbance = profile.disturbance { text += "- Disturbance: \(self.disturbance(disturbance)).\n" }
    text += "- Files: `flamegraph.svg` (search, zoom), `stacks.folded` (a line a stack), `profile.speedscope.json`"
    return text + (difference == nil ? "" : ", `difference.svg`, `difference.folded`, `before.folded`") + ".\n"
  }

  private func disturbance(_ disturbance: Profile.Disturbance) -> String {
    let change = Units.change(disturbance.ratio)
    let interval = disturbance.interval.map { " " + Units.changeInterval([$0.lower, $0.upper]) } ?? ""
    return "a call takes \(change)\(interval) while it is sampled, by \(disturbance.pairs) pairs with and without"
  }

  private func hottest(_ profile: Profile, title: String) -> String {
    var table = MarkdownTable(">Own", ">With callees", "Function", "Of")
    let least = Double(profile.stacks.total) * 0.0005
    for share in FrameShare.all(profile.charged).prefix(Self.rows) where Double(share.own) >= least {
      table.append([
        ProfileText.share(share.own, in: profile), ProfileText.share(share.total, in: profile),
        Markdown.code(share.frame.name), share.frame.origin.rawValue,
      ])
    }
    return "## \(title)\n\n\(table.isEmpty ? "None.\n" : table.text)"
  }

  private func differenceSection(_ difference: ProfileDifference) -> String {
    let text = DifferenceText(difference)
    var table = MarkdownTable(">Change of own cost", ">Before → after", "Function", "Certain (99.9 %)")
    for row in difference.rows.prefix(Self.rows) where row.change != 0 {
      table.append([text.change(row), text.pair(row), Markdown.code(row.frame.name), row.isClear ? "yes" : "no"])
    }
    let head =
      "## Difference to \(Markdown.prose(difference.before.build)), \(Markdown.code(difference.before.variant))\n\n"
      + "![difference](difference.svg)\n\nThe picture is \(Markdown.prose(text.counted))."
      + (text.recording.map { " \($0)." } ?? "") + "\n\n"
    return head + (table.isEmpty ? "No function's cost differs.\n" : table.text)
  }

  private func heapSection(_ heap: Profile) -> String {
    var text = hottest(heap, title: "Where memory is asked for")
    text += "\n![allocations](heap.svg)\n\n"
    text += "- What: \(Markdown.prose(ProfileText.counted(heap))); files `heap.svg`, `heap.folded`.\n"
    for note in heap.notes { text += "- \(Markdown.prose(note)).\n" }
    return text
  }

  private var reliability: String {
    var text = "## What this rests on\n\n"
    text += "- Machine: \(Markdown.prose(machine.cpu)), \(machine.cores) cores, \(Markdown.prose(machine.kernel)), "
    text +=
      "instruction set \(Markdown.prose(machine.instructionSet)), load \(Units.quantity(machine.loadBefore, unit: "")).\n"
    if case .time = profile.measure {
      text +=
        "- ± is half the interval that holds a share 95 times in 100, as if samples were drawn one by one (binomial, "
      text += "Wilson). Samples come at a steady beat: a body that repeats at the same beat is seen askew.\n"
      text += "- Only time on a processor is sampled; waiting for a disk, a lock or another thread is not.\n"
    }
    let unknown = FrameShare.all(profile.stacks).filter { !$0.frame.isNamed }
    let named = unknown.prefix(5).map { "\(Markdown.code($0.frame.name)) (\(ProfileText.share($0.own, in: profile)))" }
    text += "- Unknown: "
    text +=
      unknown.isEmpty
      ? "nothing.\n"
      : named.joined(separator: ", ") + (unknown.count > 5 ? " and \(unknown.count - 5) more" : "")
        + ": code whose file has no symbols for it.\n"
    for note in profile.notes { text += "- \(Markdown.prose(note)).\n" }
    return text
  }

  private var reproduce: String { "## Reproduce\n\n```sh\n\(command)\n```\n" }
}

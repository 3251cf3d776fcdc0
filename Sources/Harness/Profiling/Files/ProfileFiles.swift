package import TickmarkMeasurement

/// The files of a profile's folder, by name.
package struct ProfileFiles {
  /// Every name that such a folder may hold.
  package static let names: Set<String> = [
    "README.md", "stacks.folded", "profile.speedscope.json", "flamegraph.svg", "before.folded", "difference.folded",
    "difference.svg", "heap.folded", "heap.svg",
  ]

  package var profile: Profile
  package var before: Profile?
  package var heap: Profile?
  package var machine: MachineFingerprint
  /// What to type to get it again.
  package var command: String
  /// Name and version of the program, for files that tell it.
  package var tool: String

  package init(
    profile: Profile, before: Profile? = nil, heap: Profile? = nil, machine: MachineFingerprint, command: String,
    tool: String
  ) {
    self.profile = profile
    self.before = before
    self.heap = heap
    self.machine = machine
    self.command = command
    self.tool = tool
  }

  /// - Throws: `.unreadable` where a name is none that JSON can hold.
  package func texts() throws(ProfilingError) -> [String: String] {
    let difference = before.map { ProfileDifference(before: $0, after: profile) }
    var files = [
      "README.md": ProfilePage(
        profile: profile, difference: difference, heap: heap, machine: machine, command: command
      ).text,
      "stacks.folded": Folded.text(profile.stacks), "flamegraph.svg": FlameGraph(profile).svg,
    ]
    do { files["profile.speedscope.json"] = try Speedscope.text(profile, exporter: tool) } catch {
      throw .unreadable(of: "profile.speedscope.json", problem: "\(error)")
    }
    if let before, let difference {
      files["before.folded"] = Folded.text(before.stacks)
      files["difference.folded"] = Folded.text(before: before.stacks, after: profile.stacks)
      files["difference.svg"] = FlameGraph(difference).svg
    }
    if let heap {
      files["heap.folded"] = Folded.text(heap.stacks)
      files["heap.svg"] = FlameGraph(heap).svg
    }
    return files
  }
}

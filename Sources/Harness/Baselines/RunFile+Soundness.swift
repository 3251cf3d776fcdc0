extension RunFile {
  /// What makes a well-formed document useless, in words; nothing where all is sound.
  ///
  /// A stored file may have been edited or merged by hand, and what reads it divides, takes logarithms and looks rows up
  /// by name.
  var flaw: String? {
    // Both become names of files.
    for name in [machine.class] + cases.map(\.suite) where !Self.isPlainName(name) {
      return "'\(name)' is no plain name"
    }
    // So do these two.
    let moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:?\d\d)/
    guard started.wholeMatch(of: moment) != nil else { return "'\(started.prefix(40))' is no start in ISO 8601" }
    guard commit == "unknown" || commit.wholeMatch(of: /[0-9a-f]{7,64}/) != nil else {
      return "'\(commit.prefix(40))' is no commit"
    }
    var seen: Set<String> = []
    for record in cases {
      guard record.case.hasPrefix("\(record.suite)/") else {
        return "'\(record.case)' is not of suite '\(record.suite)'"
      }
      guard seen.insert(record.key).inserted else { return "'\(record.key)' is there twice" }
      if let flaw = record.flaw { return "\(flaw) of '\(record.key)'" }
    }
    return controls.contains { $0.interval.count != 2 } ? "a control's interval has not two bounds" : nil
  }

  /// Whether a name can be a file's, and a part of a case's.
  public static func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.contains { "/:\\ \n\0".contains($0) }
  }
}

extension CaseRecord {
  fileprivate var flaw: String? {
    let intervals = metrics.values.compactMap(\.interval) + (speedup.map { [$0.interval] } ?? [])
    if intervals.contains(where: { $0.count != 2 || $0[0] > $0[1] }) { return "an interval has not two ordered bounds" }
    if !(floor >= 0 && floor < 100) { return "the floor is no fraction" }
    if processes.contains(where: { $0.rounds < 1 || $0.rounds > 1_000_000_000 || $0.discarded < 0 }) {
      return "a number of rounds is out of range"
    }
    let times = ["wall", "cpu"].compactMap { metrics[$0] }
    if times.compactMap(\.median).contains(where: { $0 < 0 }) { return "a time is negative" }
    let wall = metrics["wall"].map { ($0.median.map { [$0] } ?? []) + ($0.samples ?? []) } ?? []
    if wall.contains(where: { $0 <= 0 }) { return "a wall time is not above 0" }
    // Beyond this the exponential is no number any more.
    let logarithms = processes.flatMap(\.yardsticks.values)
    return logarithms.contains { abs($0) > 700 } ? "a ratio to a yardstick is out of range" : nil
  }
}

import TickmarkMeasurement

/// The commits from a good one to a bad one, and builds of them.
struct CommitWalk {
  let good: String
  /// After the good one, along first parents, up to the bad one: oldest first.
  let commits: [String]
  private let builds: CommitBuild

  /// - Throws: `.unknownRevision`; `.notAnAncestor` where the good commit does not lead to the bad one.
  init(good: String, bad: String) throws(CommandError) {
    builds = try CommitBuild()
    self.good = try builds.resolve(good)
    let last = try builds.resolve(bad)
    let range = "\(self.good)..\(last)"
    guard Tool.git.output(["merge-base", "--is-ancestor", self.good, last]) != nil,
      let list = Tool.git.output(["rev-list", "--first-parent", "--reverse", range]), !list.isEmpty
    else { throw .notAnAncestor(good: good, bad: bad) }
    commits = list.split(separator: "\n").map(String.init)
  }

  func side(of commit: String) throws(CommandError) -> SuiteComparison.Side {
    SuiteComparison.Side(
      name: String(commit.prefix(10)), executable: try builds.executable(of: commit), commit: commit)
  }

  /// The commit as people know it: hash, day, subject.
  func name(of commit: String) -> String {
    Tool.git.output(["log", "-1", "--format=%h %ad %s", "--date=short", commit]) ?? commit
  }
}

import Foundation
import TickmarkGating
import TickmarkMeasurement
import TickmarkReporting

extension ABCommand {
  /// The same suites on two sides.
  func compareSuites() throws -> Compared {
    let (kind, before, after) = try sides()
    let cases = try CaseList.of(after, filters: selection.filter, quick: selection.quick)
    let earlier = try CaseList.of(before, filters: selection.filter, quick: selection.quick)
    if cases.isEmpty, earlier.isEmpty { throw CommandError.noMatch(filter: selection.filter.joined(separator: " ")) }
    let comparison = SuiteComparison(
      kind: kind, before: before, after: after, plan: PairedPlan(processes: processes ?? 10, margin: margin),
      pairPlan: .pair(seconds: seconds ?? 0.1, seed: seed), timeoutSeconds: timeout ?? 300)
    let outcome = try comparison.compare(cases, earlier: earlier)
    let content = ReportContent(
      title: "\(before.name) and \(after.name)", run: outcome.after, before: outcome.before,
      comparison: outcome.comparison, command: Publication.command)
    return Compared(content: content, disagrees: outcome.disagrees, failures: outcome.failures)
  }

  private func sides() throws -> (Comparison.Kind, SuiteComparison.Side, SuiteComparison.Side) {
    if let base { return try (.builds, built(base), head.map(built) ?? here("this executable")) }
    if let flag {
      let (known, a, b) = try ProgramFlags(known: Program.current.flags).alternatives(flag)
      func side(_ value: String) -> SuiteComparison.Side {
        var side = here("\(known.key)=\(value)")
        side.environment = [known.variable: value]
        side.flags = [known.key: value]
        return side
      }
      return (.flags, side(a), side(b))
    }
    func side(_ text: String) throws -> SuiteComparison.Side {
      var side = here(text)
      side.environment = Dictionary(try Variables.parse(text).map { ($0.name, $0.value) }) { $1 }
      return side
    }
    return try (.environments, side(env[0]), side(env[1]))
  }

  /// This executable, built of whatever the work tree held then.
  private func here(_ name: String) -> SuiteComparison.Side {
    let git = GitState.current()
    if base != nil, git.isDirty {
      Messages.note("the side after is this executable, with changes that are not committed")
    }
    return SuiteComparison.Side(
      name: name, executable: FreshProcess.ownExecutable, commit: git.commit, isDirty: git.isDirty)
  }

  private func built(_ revision: String) throws -> SuiteComparison.Side {
    let builds = try CommitBuild()
    let commit = try builds.resolve(revision)
    let short = String(commit.prefix(10))
    return SuiteComparison.Side(
      name: revision.hasPrefix(short) ? short : "\(revision) (\(short))", executable: try builds.executable(of: commit),
      commit: commit)
  }
}

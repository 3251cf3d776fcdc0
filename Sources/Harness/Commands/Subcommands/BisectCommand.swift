import ArgumentParser
import Foundation
import TickmarkGating
import TickmarkMeasurement
import TickmarkReporting
import TickmarkTypesetting

struct BisectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bisect",
    abstract: "Find the commit that made a case slower, by pairing builds.",
    discussion: """
      First the bad commit is paired with the good one: their difference, halved on the scale of logarithms, is what parts \
      slow from fast. Then commits between them (first parents) are built and each is paired with the good one. A commit that \
      does not build, or does not tell, is passed over. Builds are kept as those of 'ab --base' are.

      Exits 0 where one commit is found, 2 where several are left or the bad commit is not slower, 3 where a control fires \
      beside the bad one, 4 where one of the two cannot be built.
      """)

  @Argument(help: "The case: suite/operation/size.") var `case`: String
  @Option(help: "The variant; the case's first by default.") var variant: String?
  @Option(help: "A commit that is fast.") var good: String
  @Option(help: "A commit that is slow.") var bad: String = "HEAD"
  @Option(help: "Fresh processes a pair at most (10).") var processes: Int = 10
  @Option(help: "Seconds of rounds in each process (0.1).") var seconds: Double = 0.1
  @Option(help: "Seconds after which a process is given up (300).") var timeout: Int = 300
  @Option(help: "Relative change that counts as one (0.01 is 1 %).") var margin = PairedPlan.smallestMargin
  @Flag(name: .shortAndLong, help: "Errors and warnings only on standard error.") var quiet = false

  func validate() throws {
    if processes < 2 || processes > 1_000 { throw ValidationError("--processes is 2 to 1000") }
    if !(seconds > 0 && seconds <= 3_600) { throw ValidationError("--seconds is above 0, at most 3600") }
    if timeout < 1 { throw ValidationError("--timeout is at least 1") }
    if !(margin >= 0 && margin < 10) { throw ValidationError("--margin is a fraction from 0 to 10") }
  }

  func run() throws {
    Messages.configure(quiet: quiet, verbose: false)
    let walk = try CommitWalk(good: good, bad: bad)
    let pairs = CommitPairs(
      case: `case`, variant: variant, good: try walk.side(of: walk.good), processes: processes,
      plan: .pair(seconds: seconds, seed: 1), timeoutSeconds: timeout)
    let whole = try pairs.compare(with: walk.side(of: walk.commits[walk.commits.count - 1]), margin: margin)
    Messages.note("\(bad) beside \(good): \(Self.text(whole.row))")
    guard !whole.isUnfit else { throw CommandError.unfit("'\(bad)' beside '\(good)'") }
    guard whole.row.verdict == .regressed else {
      throw CommandError.nothingToBisect("'\(bad)' is not known to be slower than '\(good)': \(Self.text(whole.row))")
    }
    // Half of the change parts those who have it from those who do not.
    let half = whole.row.ratio.squareRoot() - 1
    let bisection = Bisection(count: walk.commits.count)
    Messages.note("\(walk.commits.count) commits, at most \(bisection.steps) steps")
    let left = try bisection.search { place in
      let side = try Self.side(of: walk.commits[place], walk, pairs, half: half)
      Messages.note("\(walk.name(of: walk.commits[place])): \(Self.text(side))")
      return side.bisected
    }
    for place in left { try StandardOutput.write(walk.name(of: walk.commits[place]) + "\n") }
    guard left.count > 1 else { return }
    Messages.note("it is one of these \(left.count) commits; which one, the builds do not tell")
    throw ExitStatus.undecided
  }

  private enum Answer {
    case compared(ComparisonRow)
    case unknown(String)

    var bisected: Bisection.Side {
      switch self {
      case .compared(let row):
        switch row.verdict {
        case .regressed: .slow
        case .equivalent, .improved: .fast
        case .undecided: .unknown(row.note ?? "the samples do not tell")
        }
      case .unknown(let reason): .unknown(reason)
      }
    }
  }

  private static func side(
    of commit: String, _ walk: CommitWalk, _ pairs: CommitPairs, half: Double
  ) throws -> Answer {
    do {
      let side = try walk.side(of: commit)
      let row = try pairs.compare(with: side, margin: half).row
      // Once more, and longer, before a commit is passed over.
      guard row.verdict == .undecided else { return .compared(row) }
      return .compared(try pairs.compare(with: side, margin: half, effort: 3).row)
    } catch let error as CommandError {
      return .unknown("\(error)")
    }
  }

  private static func text(_ answer: Answer) -> String {
    switch answer {
    case .compared(let row):
      "\(text(row)), \(row.verdict == .regressed ? "slow" : row.verdict == .undecided ? "not to be told" : "fast")"
    case .unknown(let reason): "passed over: \(reason)"
    }
  }

  private static func text(_ row: ComparisonRow) -> String {
    guard !row.interval.isEmpty else { return row.note ?? "not timed" }
    return "\(Units.change(row.ratio)) \(Units.changeInterval(row.interval))" + (row.note.map { " (\($0))" } ?? "")
  }
}

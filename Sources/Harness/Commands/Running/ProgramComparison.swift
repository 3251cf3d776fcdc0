import Foundation
import TickmarkBaselines
import TickmarkGating
import TickmarkMeasurement
import TickmarkProfiling
import TickmarkStatistics

/// Compares command lines with the first of them: every round of a row runs both, and the first beside itself is the control.
final class ProgramComparison {
  struct Outcome {
    let before: RunFile
    let after: RunFile
    let comparison: Comparison
  }

  private let commands: [CommandTemplates.Command]
  private let surroundings: ProgramSurroundings
  /// The first command with each other one.
  private let pairs: [ProgramPair]
  private let control: ProgramPair
  /// Wall time of the last round of each pair.
  private var secondsPerRound: [Double]

  /// - Precondition: two commands at least.
  init(_ commands: [CommandTemplates.Command], in surroundings: ProgramSurroundings, seed: UInt64) {
    precondition(commands.count >= 2, "a comparison has two sides")
    self.commands = commands
    self.surroundings = surroundings
    func pair(_ a: Int, _ b: Int) -> ProgramPair {
      let sides = [a, b].map { ProgramPair.Side(commands[$0].words, prepare: commands[$0].prepare) }
      return ProgramPair(sides[0], sides[1], in: surroundings, seed: seed &+ UInt64(b))
    }
    pairs = commands.indices.dropFirst().map { pair(0, $0) }
    control = pair(0, 0)
    secondsPerRound = pairs.map { _ in 0 }
  }

  /// Runs what each command wants to have run once before its first run.
  func setUp() throws {
    for command in commands { try command.setup.map(TimedProgram.init)?.runOnce(in: surroundings) }
  }

  /// Runs what each command wants to have run after its last run; one that fails is told and hinders no other.
  var cleanUp: @Sendable () -> Void {
    let (cleanups, surroundings) = (commands.compactMap(\.cleanup), surroundings)
    return {
      for cleanup in cleanups {
        do { try TimedProgram(cleanup).runOnce(in: surroundings) } catch { Messages.warning("--cleanup: \(error)") }
      }
    }
  }

  func warmUp(_ runs: Int) throws {
    for _ in 0..<runs {
      for (index, pair) in pairs.enumerated() { secondsPerRound[index] = try pair.round().seconds }
    }
  }

  /// Compares what each command writes with what the first one writes.
  ///
  /// - Throws: `.outputsDiffer`.
  func compareOutputs() throws {
    let scratch = try Scratch()
    try Interruption.cleaningUp(with: { scratch.remove() }) { try compareOutputs(in: scratch.part("outputs")) }
  }

  private func compareOutputs(in folder: URL) throws {
    let texts = try commands.enumerated().map { index, command in
      let path = folder.appendingPathComponent("\(index)")
      try command.prepare.map(TimedProgram.init)?.runOnce(in: surroundings)
      try TimedProgram(command.words).keepOutput(in: surroundings, at: path.path)
      return try Data(contentsOf: path)
    }
    for (index, text) in texts.enumerated() where text != texts[0] {
      throw difference(texts[0], text, command: index)
    }
  }

  private func difference(_ reference: Data, _ text: Data, command: Int) -> CommandError {
    func lines(_ data: Data) -> [Data] {
      data.split(separator: 0x0A, omittingEmptySubsequences: false).map { Data($0) }
    }
    let (expected, actual) = (lines(reference), lines(text))
    let line = zip(expected, actual).map(!=).firstIndex(of: true) ?? min(expected.count, actual.count)
    func shown(_ lines: [Data]) -> String {
      line < lines.count ? String(String(decoding: lines[line], as: UTF8.self).prefix(60)) : "nothing more"
    }
    return .outputsDiffer(
      a: commands[0].text, b: commands[command].text, line: line + 1, expected: shown(expected), actual: shown(actual))
  }

  /// - Parameters:
  ///   - limit: rounds of each pair at most; as many as fit into `seconds`, if not said.
  ///   - seconds: for all pairs together.
  func compare(rounds limit: Int?, seconds: Double, margin: Double) throws -> Outcome {
    let started = Date()
    var machine = MachineProbe.fingerprint()
    let plan = plan(rounds: limit, seconds: seconds, margin: margin)
    defer { Messages.endProgress() }
    let rows = pairs.indices.map { PairedGate.Row(case: "\(Self.id)", variant: variant($0), margin: margin) }
    let outcome = try PairedGate(rows, plan: plan) { [self] turn in
      guard case .row(let index) = turn.subject else { return try control.round() }
      Messages.progress("round \(turn.process + 1) of \(plan.processes)\(turn.isReversed ? ", again" : "")")
      let report = try pairs[index].round()
      return turn.isReversed ? report.reversed : report
    }.judge()
    machine.loadAfter = MachineProbe.loadAverage()
    // An unfit machine ranks nothing.
    let isFit = outcome.control?.fired != true
    let ranking = isFit ? CommandRanking(commands.map(\.text), outcome.rows).lines : []
    let comparison = Comparison(
      kind: .commands, a: commands[0].text,
      b: commands.count == 2 ? commands[1].text : "\(commands.count - 1) others",
      verdict: BaselineComparison.verdict(of: outcome.rows), confidence: plan.confidence, rows: outcome.rows,
      controls: outcome.control.map { [$0] } ?? [], missing: [], added: [], notes: ranking)
    let git = GitState.current()
    func file(_ side: PairedRecords.Side, _ peak: (ProgramPair) -> Int) -> RunFile {
      RunFile(
        tool: "\(Program.current.name) \(Program.current.version)", commit: git.commit, dirty: git.isDirty,
        started: ISO8601DateFormatter().string(from: started), machine: machine, dataset: nil, flags: [:],
        cases: pairs.indices.map { index in
          record(index, side, outcome.comparisons[index].reports, peakBytes: peak(pairs[index]))
        }, controls: comparison.controls, notes: [])
    }
    return Outcome(
      before: file(\.a) { $0.peakBytes.a }, after: file(\.b) { $0.peakBytes.b }, comparison: comparison)
  }

  /// As many rounds as the time allows, and enough for an interval. All rows together keep an error of 1 %.
  private func plan(rounds limit: Int?, seconds: Double, margin: Double) -> PairedPlan {
    let each = secondsPerRound.reduce(0, +) * Double(pairs.count + 1) / Double(pairs.count)
    let planned = limit ?? min(max(Int(seconds / max(each, 1e-6)), 12), 2_000)
    let looks = Set([planned / 3, 2 * planned / 3, planned].filter { $0 >= 12 || $0 == planned }).sorted()
    let confidence = max(0.999, 1 - BaselineComparison.gateLevel / Double(pairs.count))
    return PairedPlan(processes: planned, confidence: confidence, margin: margin, looks: looks)
  }

  private static let id = CaseID(suite: "commands", operation: "run", size: Size(1))

  private func variant(_ pair: Int) -> String { pairs.count == 1 ? "command" : "command-\(pair + 2)" }

  private func record(
    _ pair: Int, _ side: PairedRecords.Side, _ reports: [PairReport], peakBytes: Int
  ) -> CaseRecord {
    var record = PairedRecords.record(
      Self.id, variant: variant(pair), of: side, in: reports, agreement: "not compared")
    record.metrics["residentBytes"] = MetricRecord(
      unit: "bytes", median: Double(peakBytes), reason: "largest resident set of any one process of any run")
    return record
  }
}

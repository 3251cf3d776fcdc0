import Foundation
import TickmarkBaselines
import TickmarkMeasurement
import TickmarkProfiling

/// Measures a selection in fresh processes and records the run.
struct RunSession {
  let selection: Selection
  var plan: MeasurementPlan
  let timeoutSeconds: Int
  /// Whether instructions are counted, too.
  var countsInstructions = false
  /// What the program's flags are set to, by key.
  var flags: [String: String] = [:]

  /// For one process of a pair.
  var pairPlan: MeasurementPlan { .pair(seconds: max(plan.secondsPerProcess, 0.1), seed: plan.seed) }

  /// - Throws: `MeasurementError` where a process gives no report.
  func run() throws -> RunFile {
    let started = Date()
    // Before the minutes in which someone may commit or edit.
    let git = GitState.current()
    let steal = MachineProbe.steal()
    var machine = MachineProbe.fingerprint()
    let datasets = try datasets()
    let reports = try measure(selection.entries.map(\.id), plan: plan)
    var cases = reports.flatMap { records(of: $0, datasets) }
    if countsInstructions {
      let scratch = try Scratch()
      try Interruption.cleaningUp(with: { scratch.remove() }) { try countInstructions(&cases, scratch) }
    }
    machine.loadAfter = MachineProbe.loadAverage()
    if let before = steal, let after = MachineProbe.steal(), after.total > before.total {
      machine.stealFraction = (after.stolen - before.stolen) / (after.total - before.total)
    }
    return RunFile(
      tool: "\(Program.current.name) \(Program.current.version)", commit: git.commit, dirty: git.isDirty,
      started: ISO8601DateFormatter().string(from: started), machine: machine, dataset: datasets.values.first,
      flags: flags, cases: cases,
      controls: reports.compactMap(ControlRecorder.record), allocator: reports.compactMap(AllocatorRecord.record),
      notes: notes(reports))
  }

  /// The same cases once more, in processes of their own, with another seed.
  func again(_ ids: [CaseID], processes: Int) throws -> (cases: [CaseRecord], controls: [ControlRecord]) {
    var plan = plan
    plan.processes = processes
    plan.seed = plan.seed &+ 0x5EED
    let datasets = try datasets()
    let reports = try measure(ids, plan: plan)
    return (reports.flatMap { records(of: $0, datasets) }, reports.compactMap(ControlRecorder.record))
  }

  /// One list of reports a case, a process each.
  ///
  /// All cases take their turn before any has its next process, so that a slow minute of the machine falls on all.
  private func measure(_ ids: [CaseID], plan: MeasurementPlan) throws -> [[ProcessReport]] {
    let child = FreshProcess(
      executable: FreshProcess.ownExecutable, arguments: [AnswerCommand.name], timeoutSeconds: timeoutSeconds)
    var reports = [[ProcessReport]](repeating: [], count: ids.count)
    defer { Messages.endProgress() }
    let start = Date()
    for index in 0..<plan.processes {
      for (place, id) in ids.enumerated() {
        let done = index * ids.count + place
        let total = plan.processes * ids.count
        Messages.progress(Self.progress(id, done: done, total: total, since: start))
        reports[place].append(try child.measure(FreshProcess.Request(id: id, plan: plan, index: index)))
      }
    }
    return reports
  }

  private static func progress(_ id: CaseID, done: Int, total: Int, since start: Date) -> String {
    let elapsed = Date().timeIntervalSince(start)
    guard done > 0 else { return "\(done)/\(total) \(id)" }
    let left = Int((elapsed / Double(done) * Double(total - done)).rounded(.up))
    return "\(done)/\(total) \(id), \(left >= 60 ? "\(left / 60) min " : "")\(left % 60) s left"
  }

  private func records(of reports: [ProcessReport], _ datasets: [String: Dataset]) -> [CaseRecord] {
    RunRecorder.records(of: reports).map { record in
      var record = record
      record.dataset = datasets[record.suite]?.sha256
      return record
    }
  }

  private func datasets() throws -> [String: Dataset] {
    var found: [String: Dataset] = [:]
    for entry in selection.entries where found[entry.suite.name] == nil {
      found[entry.suite.name] = try entry.suite.dataset?()
    }
    return found
  }

  private func notes(_ reports: [[ProcessReport]]) -> [String] {
    let leftOut = selection.leftOut.map { "\($0.id): left out, since \($0.reason)" }
    let remarks = reports.flatMap { Set($0.flatMap(\.notes)).sorted() }
    let uncounted =
      countsInstructions ? [] : ["instructions: not asked for; --instructions counts them under callgrind"]
    return leftOut + remarks + uncounted
  }

  /// Adds the instructions of each variant, or the reason why there are none.
  private func countInstructions(_ cases: inout [CaseRecord], _ scratch: Scratch) throws {
    let counter = InstructionCounter(
      executable: FreshProcess.ownExecutable, arguments: [CallCommand.name], timeoutSeconds: timeoutSeconds,
      in: try scratch.part("instructions"))
    let ids = Dictionary(selection.entries.map { ("\($0.id)", $0.id) }, uniquingKeysWith: { first, _ in first })
    for index in cases.indices where cases[index].agreement.disagreement == nil {
      guard let id = ids[cases[index].case] else { continue }
      Messages.progress("counting instructions of \(cases[index].key)")
      cases[index].metrics["instructions"] =
        switch try counter.count(id, variant: cases[index].variant) {
        case .counted(let count): MetricRecord(unit: "count", median: Double(count))
        case .absent(let reason): MetricRecord(unit: "count", median: nil, reason: reason)
        }
    }
  }
}

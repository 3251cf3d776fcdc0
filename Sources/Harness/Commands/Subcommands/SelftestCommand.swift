import ArgumentParser
import Foundation
import TickmarkGating
import TickmarkMeasurement
import TickmarkReporting
import TickmarkSelftest

struct SelftestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Measure how often this gate is right on this machine: its false alarms and what it sees.",
    discussion: """
      Runs the paired gate on the same code, and on code with 0.3 to 10 % more work, beside a process that keeps a core \
      busy, and holds runs against a baseline that was stored at the start. Exits 1 where a demand is surely missed: counts \
      that a gate which just meets it would show less than once in a thousand times. The whole takes about two hours, \
      --quick three.
      """)

  @Flag(help: "One fiftieth of the comparisons.")
  var quick = false

  @Option(help: "Share of the whole self-test to run, above 0.")
  var scale: Double?

  @Option(help: "Processes that keep a core busy meanwhile.")
  var busy = 1

  @Option(help: "Fresh processes a row at most.")
  var processes = 10

  @Option(help: "Seconds of rounds in each process.")
  var seconds = 0.06

  @Option(help: "Seed of the order of gates, rows and rounds.")
  var seed: UInt64 = 1

  @Option(
    name: .customLong("record"), help: "Write the page of an earlier self-test's selftest.json; nothing is measured.")
  var recordFile: String?

  @Option(help: "Write the page to this folder; 'auto' is Reports/<date>-<commit>-<machine class>-selftest.")
  var report: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let scale, !(scale > 0 && scale <= 100) { throw ValidationError("--scale is above 0, at most 100") }
    if scale != nil, quick { throw ValidationError("--quick and --scale exclude each other") }
    if busy < 0 || busy > 64 { throw ValidationError("--busy is 0 to 64") }
    if processes < 2 || processes > 1_000 { throw ValidationError("--processes is 2 to 1000") }
    if !(seconds > 0 && seconds <= 60) { throw ValidationError("--seconds is above 0, at most 60") }
    if output.formats.contains(where: { !$0.hasPrefix("json=") }) {
      throw ValidationError("--format is json=PATH here")
    }
  }

  func run() throws {
    let destinations = try output.destinations()
    let record =
      try recordFile.map { try SelftestRecord(reading: $0) }
      ?? measure(SelftestPlan(scale: scale ?? (quick ? 0.02 : 1), seed: seed))
    for destination in destinations { try destination.write(Data(try JSONReport.text(record).utf8)) }
    let table = SelftestReport.table(record)
    if destinations.contains(where: \.isStandardOutput) {
      Messages.note(table)
    } else {
      try StandardOutput.write(table + "\n")
    }
    if let folder = report == "auto" ? Self.folder(for: record) : report {
      try SelftestReport.write(record, to: folder)
      Messages.note("report: \(folder)/README.md")
    }
    let missed = SelftestDemand.all(of: record).filter(\.isSurelyMissed)
    for demand in missed {
      Messages.error("surely missed: \(demand.text): \(SelftestReport.counted(demand)); see 'doctor' for the machine")
    }
    if !missed.isEmpty { throw ExitStatus.regressed }
  }

  private func measure(_ plan: SelftestPlan) throws -> SelftestRecord {
    let start = Date()
    let git = GitState.current()
    var machine = MachineProbe.fingerprint()
    let overhead = SliceOverhead.measure(on: Program.current.stopwatch(seed))
    let neighbours = try BusyNeighbours(count: busy)
    defer { neighbours.stop() }
    let session = PairSession(
      plan: .pair(seconds: seconds, seed: seed), timeoutSeconds: 60)
    let selftest = Selftest(plan: PairedPlan(processes: processes)) { id, pair, process in
      try session.measure(id, pair, process: process)
    }
    var tally = SelftestTally()
    defer { Messages.endProgress() }
    let stored = try StoredSelftest(
      plan: MeasurementPlan(
        processes: processes + 2, secondsPerProcess: 2 * seconds, minimumRounds: 5, seed: seed), timeoutSeconds: 60)
    for (index, gate) in plan.gates.enumerated() {
      Messages.progress("gate \(index + 1) of \(plan.gates.count)")
      tally.add(try selftest.run(gate))
      if plan.storedGates.contains(index) { try stored.judge(into: &tally) }
    }
    machine.loadAfter = MachineProbe.loadAverage()
    var record = SelftestRecord(
      tool: "\(Program.current.name) \(Program.current.version)", commit: git.commit, dirty: git.isDirty,
      started: ISO8601DateFormatter().string(from: start), machine: machine, busyProcesses: busy,
      seconds: Date().timeIntervalSince(start), rows: tally.rows, gates: tally.gates, overhead: overhead,
      notes: session.notes)
    record.command = Publication.command
    return record
  }

  private static func folder(for record: SelftestRecord) -> String {
    let commit = record.commit.prefix(10) + (record.dirty ? "-dirty" : "")
    return "Reports/\(record.started.prefix(10))-\(commit)-\(record.machine.class)-selftest"
  }
}

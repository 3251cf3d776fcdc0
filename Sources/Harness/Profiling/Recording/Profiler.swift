import Foundation
import TickmarkMeasurement
import TickmarkTypesetting

/// Makes profiles, with whichever recorder works here.
package struct Profiler {
  package enum Tool: String, Sendable, CaseIterable { case perf, callgrind }

  /// Where fewer stacks are whole they are recorded again by another means, which disturbs more. Workers that wait in the C
  /// library, which keeps no frame pointers, cost a body on several threads up to a twelfth of its stacks.
  static let wantedShare = 0.9
  /// Beyond these more samples tell little more, and reading them takes long.
  static let mostSamples = 20_000.0
  /// A prime, so no multiple of the beats that programs keep; at twice as many, calls took 3 to 5 % longer.
  static let mostHertz = 499.0
  /// With a copy of the stack in every sample: at 997 a second a call on two threads took a fifth longer.
  static let mostHertzWithCopies = 199.0

  private let seconds: Double
  /// Nil: perf, and callgrind where perf cannot work.
  private let tool: Tool?
  private let scratch: Scratch
  private let warn: (String) -> Void

  /// - Parameter warn: takes what the user should know at once.
  package init(seconds: Double, tool: Tool?, scratch: Scratch, warn: @escaping (String) -> Void) {
    self.seconds = seconds
    self.tool = tool
    self.scratch = scratch
    self.warn = warn
  }

  /// - Throws: `ProfilingError` and `MeasurementError`.
  package func profile(_ side: ProfiledSide) throws -> Profile {
    if tool == .callgrind { return try instructions(side) }
    do { return try time(side) } catch ProfilingError.noPerf(let reason) {
      guard tool == nil else { throw ProfilingError.noPerf(reason) }
      switch CallgrindProgram.obstacle {
      case .missing(let program, let package):
        throw ProfilingError.noTool(
          perf: reason, callgrind: "\(CallgrindProgram.Obstacle.missing(program: program, package: package))")
      case let obstacle?: throw ProfilingError.noCallgrind(obstacle)
      case nil: break
      }
      warn("\(reason): counting instructions under callgrind instead; these are instructions, NOT time")
      var profile = try instructions(side)
      profile.notes.insert("Instructions in place of time, since \(reason)", at: 0)
      return profile
    }
  }

  private func time(_ side: ProfiledSide) throws -> Profile {
    let first = try time(side, unwinding: .framePointers)
    guard first.wholeShare < Self.wantedShare else { return first }
    warn(
      "only \(Units.percent(first.wholeShare)) of the stacks are whole by frame pointers; recording again with copies of the stack"
    )
    let second = try time(side, unwinding: .dwarf)
    return second.wholeShare > first.wholeShare ? second : first
  }

  private func time(_ side: ProfiledSide, unwinding: Profile.Unwinding) throws -> Profile {
    let folder = try scratch.part("perf")
    let process = try SliceProcess(
      ExecutablePair.Side(side.executable), arguments: [side.subcommands.slices],
      SliceServer.Request(id: side.id, variant: side.variant, seed: 1), padding: 0, timeoutSeconds: side.timeoutSeconds)
    if let refusal = process.refusal {
      throw refusal == "absent"
        ? ProfilingError.absent(case: "\(side.id)", variant: side.variant, build: side.build)
        : ProfilingError.disagrees(case: "\(side.id)", variant: side.variant, where: refusal)
    }
    let mostHertz = unwinding == .dwarf ? Self.mostHertzWithCopies : Self.mostHertz
    let hertz = Int(max(1, min(mostHertz, Self.mostSamples / seconds)))
    let recording = try PerfRecording(of: process.identifier, hertz: hertz, unwinding: unwinding, in: folder)
    let times = try ProfiledLoop(process: process, seconds: seconds).run { (isOn) throws(ProfilingError) in
      try recording.switchOn(isOn)
    }
    let script = try recording.finish(program: side.path)
    let collected = script.collector
    guard collected.stacks.total > 0 else {
      throw script.damaged > 0
        ? ProfilingError.unreadable(of: "perf script", problem: "\(script.damaged) samples are none")
        : ProfilingError.noSamples(case: "\(side.id)")
    }
    var notes = [
      "Callers were found by \(unwinding == .dwarf ? "copies of the stack (DWARF)" : "frame pointers"); a leaf of a library without them may hide its caller"
    ]
    if script.empty > 0 { notes.append("\(script.empty) samples have no stack and are left out") }
    if script.damaged > 0 { notes.append("\(script.damaged) samples could not be read and are left out") }
    if times.disturbance == nil {
      notes.append("How much sampling disturbs was not measured: a call takes too long for pairs within --seconds")
    }
    return Profile(
      side, .time(hertz: hertz, unwinding: unwinding), collected, perCall: times.perCall,
      perCallError: times.perCallError, disturbance: times.disturbance, notes: notes)
  }

  private func instructions(_ side: ProfiledSide) throws -> Profile {
    let folder = try scratch.part("callgrind")
    let program = CallgrindProgram(
      side.executable, arguments: [side.subcommands.call], timeoutSeconds: side.timeoutSeconds, in: folder)
    if let obstacle = program.obstacle { throw ProfilingError.noCallgrind(obstacle) }
    let path = folder.appendingPathComponent("callgrind.out").path
    _ = try program.watch(
      SingleCall.Request(id: side.id, variant: side.variant),
      options: [
        "--callgrind-out-file=\(path)", "--separate-callers=60", "--demangle=no", "--compress-strings=no",
        "--compress-pos=no",
      ])
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProfilingError.unreadable(of: "callgrind", problem: "there is no '\(path)'")
    }
    let collected: StackCollector
    do {
      collected = try CallgrindOutput.read(String(decoding: data, as: UTF8.self), program: program.path)
    } catch { throw ProfilingError.unreadable(of: "callgrind", problem: "\(error)") }
    guard collected.stacks.total > 0 else { throw ProfilingError.noSamples(case: "\(side.id)") }
    return Profile(side, .instructions, collected, perCall: Double(collected.stacks.total))
  }
}

extension Profile {
  init(
    _ side: ProfiledSide, _ measure: Measure, _ collected: StackCollector, perCall: Double?, perCallError: Double = 0,
    disturbance: Disturbance? = nil, notes: [String] = []
  ) {
    let total = Double(max(1, collected.stacks.total))
    self.init(
      id: side.id, variant: side.variant, build: side.build, measure: measure, stacks: collected.stacks,
      namedShare: Double(collected.named) / total, wholeShare: Double(collected.whole) / total, perCall: perCall,
      perCallError: perCallError, disturbance: disturbance, notes: notes)
  }
}

import Foundation
import TickmarkMeasurement
import TickmarkStatistics
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

  /// Profiles one side, or two in turns, all with the same tool.
  ///
  /// - Returns: a profile a side.
  /// - Throws: `ProfilingError` and `MeasurementError`.
  package func profile(_ sides: [ProfiledSide]) throws -> [Profile] {
    if tool == .callgrind { return try sides.map(instructions) }
    do { return try time(sides) } catch ProfilingError.noPerf(let reason) {
      guard tool == nil else { throw ProfilingError.noPerf(reason) }
      if let obstacle = CallgrindProgram.obstacle {
        throw ProfilingError.noTool(perf: reason, callgrind: "\(obstacle)")
      }
      warn("\(reason): counting instructions under callgrind instead; these are instructions, NOT time")
      return try sides.map { side in
        var profile = try instructions(side)
        profile.notes.insert("Instructions in place of time, since \(reason)", at: 0)
        return profile
      }
    }
  }

  /// Both sides by the same means: what is compared is disturbed alike.
  private func time(_ sides: [ProfiledSide]) throws -> [Profile] {
    func leastWhole(_ profiles: [Profile]) -> Double { profiles.map(\.wholeShare).min() ?? 1 }
    let first = try time(sides, unwinding: .framePointers)
    guard leastWhole(first) < Self.wantedShare else { return first }
    warn(
      "only \(Units.percent(leastWhole(first))) of the stacks are whole by frame pointers; recording again with copies of the stack"
    )
    let second = try time(sides, unwinding: .dwarf)
    return leastWhole(second) > leastWhole(first) ? second : first
  }

  /// One process of a side, at its end.
  private struct Recorded {
    let loop: ProfiledLoop
    let script: PerfScript
  }

  private func time(_ sides: [ProfiledSide], unwinding: Profile.Unwinding) throws -> [Profile] {
    let mostHertz = unwinding == .dwarf ? Self.mostHertzWithCopies : Self.mostHertz
    let hertz = Int(max(1, min(mostHertz, Self.mostSamples / seconds)))
    let rounds = try ProfiledLoop.rounds(
      sides: sides.count, seconds: seconds,
      record: { round, order, seconds in
        // Both have the same layout, as far as their code allows; who is first has the choice of what memory there is.
        var processes: [Int: SliceProcess] = [:]
        for place in order { processes[place] = try start(sides[place], round: round) }
        let started = sides.indices.compactMap { processes[$0] }
        return try record(sides, started, seconds, seed: UInt64(round)) { process throws(ProfilingError) in
          try PerfRecording(of: process.identifier, hertz: hertz, unwinding: unwinding, in: try scratch.part("perf"))
        }
      }, loop: \.loop)
    return try sides.indices.map { place in
      try profile(sides[place], .time(hertz: hertz, unwinding: unwinding), rounds.map { $0[place] })
    }
  }

  private func record(
    _ sides: [ProfiledSide], _ processes: [SliceProcess], _ seconds: Double, seed: UInt64,
    with recorder: (SliceProcess) throws(ProfilingError) -> PerfRecording
  ) throws -> [Recorded] {
    let recordings = try processes.map { try recorder($0) }
    var loops = try zip(processes, recordings).map { process, recording in
      try ProfiledLoop(.init(time: process.time, sample: recording.switchOn))
    }
    try ProfiledLoop.run(&loops, seconds: seconds, seed: seed)
    return try sides.indices.map { place in
      Recorded(loop: loops[place], script: try recordings[place].finish(program: sides[place].path))
    }
  }

  /// A process that has built its input and whose output is the reference's.
  private func start(_ side: ProfiledSide, round: Int) throws -> SliceProcess {
    var random = SplitMix64(seed: UInt64(round))
    let process = try SliceProcess(
      ExecutablePair.Side(side.executable), arguments: [side.subcommands.slices],
      SliceServer.Request(id: side.id, variant: side.variant, seed: random.next()),
      padding: Int(random.next() % 4_096), timeoutSeconds: side.timeoutSeconds)
    if let refusal = process.refusal { throw ProfilingError(refusal: refusal, of: side) }
    return process
  }

  private func profile(
    _ side: ProfiledSide, _ measure: Profile.Measure, _ recorded: [Recorded]
  ) throws(ProfilingError) -> Profile {
    let (empty, damaged) = recorded.reduce((0, 0)) { ($0.0 + $1.script.empty, $0.1 + $1.script.damaged) }
    var profile = Profile(side, measure, recorded.map(\.script.collector))
    guard profile.stacks.total > 0 else {
      throw damaged > 0
        ? .unreadable(of: "perf script", problem: "\(damaged) samples are none") : .noSamples(case: "\(side.id)")
    }
    profile.turns = recorded.map { Profile.Turn(stacks: $0.script.collector.stacks, calls: $0.loop.calls) }
    profile.disturbance = Profile.Disturbance(on: recorded.flatMap(\.loop.on), off: recorded.flatMap(\.loop.off))
    if case .time(_, let unwinding) = measure {
      profile.notes.append(
        "Callers were found by \(unwinding.text); a leaf of a library without them may hide its caller")
    }
    if empty > 0 { profile.notes.append("\(empty) samples have no stack and are left out") }
    if damaged > 0 { profile.notes.append("\(damaged) samples could not be read and are left out") }
    if profile.disturbance == nil {
      profile.notes.append(
        "How much sampling disturbs was not measured: a call takes too long for pairs within --seconds")
    }
    return profile
  }

  private func instructions(_ side: ProfiledSide) throws -> Profile {
    let folder = try scratch.part("callgrind")
    let program = CallgrindProgram(
      side.executable, arguments: [side.subcommands.call], timeoutSeconds: side.timeoutSeconds, in: folder)
    if let obstacle = program.obstacle { throw ProfilingError.noCallgrind(obstacle) }
    let path = folder.appendingPathComponent("callgrind.out").path
    let answer = try program.watch(
      SingleCall.Request(id: side.id, variant: side.variant),
      options: [
        // callgrind takes a `%` in it for the start of a pattern.
        "--callgrind-out-file=\(path.replacing("%", with: "%%"))", "--separate-callers=60", "--demangle=no",
        "--compress-strings=no",
        "--compress-pos=no",
      ])
    if let refusal = answer.refusal { throw ProfilingError(refusal: refusal, of: side) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProfilingError.unreadable(of: "callgrind", problem: "there is no '\(path)'")
    }
    let collected: StackCollector
    do {
      collected = try CallgrindOutput.read(String(decoding: data, as: UTF8.self), program: program.path)
    } catch { throw ProfilingError.unreadable(of: "callgrind", problem: "\(error)") }
    guard collected.stacks.total > 0 else { throw ProfilingError.noSamples(case: "\(side.id)") }
    return Profile(side, .instructions, [collected])
  }
}

extension Profile {
  init(_ side: ProfiledSide, _ measure: Measure, _ collected: [StackCollector]) {
    let stacks = collected.reduce(into: Stacks()) { sum, part in
      for (stack, count) in part.stacks.counts { sum.add(stack, count: count) }
    }
    let total = Double(max(1, stacks.total))
    self.init(
      id: side.id, variant: side.variant, build: side.build, measure: measure, stacks: stacks,
      namedShare: Double(collected.reduce(0) { $0 + $1.named }) / total,
      wholeShare: Double(collected.reduce(0) { $0 + $1.whole }) / total)
  }
}

extension Profile.Disturbance {
  /// By pairs of slices with sampling on and off; nil where there are none.
  init?(on: [Double], off: [Double]) {
    guard !on.isEmpty, (on + off).allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let paired = PairedLogRatio(a: off, b: on)
    self.init(
      ratio: paired.ratio, interval: paired.interval(confidence: 0.95).interval?.exponentiated, pairs: on.count)
  }
}

extension ProfilingError {
  /// Why a process will not be profiled, by its own words.
  init(refusal: String, of side: ProfiledSide) {
    self =
      refusal == "absent"
      ? .absent(case: "\(side.id)", variant: side.variant, build: side.build)
      : .disagrees(case: "\(side.id)", variant: side.variant, where: refusal)
  }
}

import Foundation
import TickmarkMeasurement
import TickmarkProfiling

/// Profiles rows: alone, beside a build of a commit, or beside another variant.
struct ProfileSession {
  /// What a row is held against.
  enum Opposite {
    case variant(String)
    case build(URL, commit: String)

    /// A commit, built if it is not there yet.
    static func commit(_ revision: String, in builds: CommitBuild) throws(CommandError) -> Opposite {
      let commit = try builds.resolve(revision)
      return .build(try builds.executable(of: commit), commit: commit)
    }
  }

  let seconds: Double
  let tool: Profiler.Tool?
  let heap: Bool
  let timeoutSeconds: Int

  /// - Throws: `ProfilingError`, `MeasurementError`.
  func profile(_ id: CaseID, variant: String, against opposite: Opposite? = nil) throws -> ProfileFiles {
    let scratch = try Scratch()
    return try Interruption.cleaningUp(with: { scratch.remove() }) {
      try profile(id, variant: variant, against: opposite, scratch)
    }
  }

  private func profile(
    _ id: CaseID, variant: String, against opposite: Opposite?, _ scratch: Scratch
  ) throws -> ProfileFiles {
    let machine = MachineProbe.fingerprint()
    let profiler = Profiler(seconds: seconds, tool: tool, scratch: scratch) { Messages.warning($0) }
    let side = side(id, variant)
    // The same for both: a few seconds apart, the machine is the same.
    let before = try opposite.map { try profiler.profile(self.side(id, variant, $0)) }
    let profile = try profiler.profile(side)
    if let before, before.measure.isTime != profile.measure.isTime {
      throw ProfilingError.noPerf("perf worked for one side only")
    }
    let heap = heap ? try HeapProfiler.profile(side, scratch: scratch) : nil
    return ProfileFiles(
      profile: profile, before: before, heap: heap, machine: machine, command: Publication.command,
      tool: "\(Program.current.name) \(Program.current.version)")
  }

  private func side(_ id: CaseID, _ variant: String, _ opposite: Opposite? = nil) -> ProfiledSide {
    let (executable, build, name): (URL, String, String) =
      switch opposite {
      case nil: (FreshProcess.ownExecutable, "this executable", variant)
      case .variant(let other): (FreshProcess.ownExecutable, "this executable", other)
      case .build(let executable, let commit): (executable, String(commit.prefix(10)), variant)
      }
    return ProfiledSide(
      id: id, variant: name, executable: executable, build: build,
      subcommands: .init(slices: SlicesCommand.name, call: CallCommand.name, heap: HeapCommand.name),
      timeoutSeconds: timeoutSeconds + 4 * Int(seconds))
  }

  /// `.tickmark/profiles/<case>-<variant>-<time>`.
  static func folder(for id: CaseID, variant: String, at time: Date = Date()) -> String {
    let stamp = ISO8601DateFormatter().string(from: time).filter { $0.isNumber || $0 == "T" }
    return ".tickmark/profiles/\(slug(id, variant: variant))-\(stamp)"
  }

  /// A file name that every system and every link takes.
  static func slug(_ id: CaseID, variant: String) -> String {
    let name = "\(id)-\(variant)".map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "-" }
    return String(name.prefix(120)).lowercased()
  }
}

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
    var profiles = try profiler.profile((opposite.map { [self.side(id, variant, $0)] } ?? []) + [side])
    var heap: Profile?
    if self.heap {
      // What was profiled already is not lost with it.
      do { heap = try HeapProfiler.profile(side, scratch: scratch) } catch {
        Messages.warning("no profile of allocations: \(error)")
        profiles[profiles.count - 1].notes.append("There is no profile of allocations: \(error)")
      }
    }
    return ProfileFiles(
      profile: profiles[profiles.count - 1], before: opposite == nil ? nil : profiles[0], heap: heap, machine: machine,
      command: Publication.command, tool: "\(Program.current.name) \(Program.current.version)")
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
    return ".tickmark/profiles/\(ProfileFolders.slug(id, variant: variant))-\(stamp)"
  }
}

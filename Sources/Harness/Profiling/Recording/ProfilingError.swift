package import TickmarkMeasurement

/// Why there is no profile.
package enum ProfilingError: Error, Equatable, Sendable {
  /// Neither recorder can work here.
  case noTool(perf: String, callgrind: String)
  case noPerf(String)
  /// The build or the machine keeps callgrind from working.
  case noCallgrind(CallgrindProgram.Obstacle)
  /// The program does not have the variant.
  case absent(case: String, variant: String, build: String)
  case disagrees(case: String, variant: String, where: String)
  case noSamples(case: String)
  /// What a recorder has written cannot be read.
  case unreadable(of: String, problem: String)
  case noHeap(reason: String)
  /// There is no place for what recorders write.
  case noRoom(path: String, reason: String)
}

extension ProfilingError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noTool(let perf, let callgrind):
      "nothing can profile here: \(perf); nor can callgrind: \(callgrind)"
    case .noPerf(let reason):
      "\(reason); see 'documentation/profiling.md', or count instructions with --tool callgrind"
    case .noCallgrind(let obstacle): "\(obstacle)"
    case .absent(let id, let variant, let build):
      "\(build) has no variant '\(variant)' of '\(id)', so it cannot be profiled; see its 'list'"
    case .disagrees(let id, let variant, let place):
      "'\(id)', '\(variant)' does not agree with its reference, so it is not profiled: \(place); mend the variant"
    case .noSamples(let id): "no sample fell into '\(id)'; profile it for longer with --seconds"
    case .unreadable(let tool, let problem): "what \(tool) wrote cannot be read: \(problem); is it another version?"
    case .noRoom(let path, let reason):
      "cannot write '\(path)': \(reason); free some space, or name another folder with TMPDIR"
    case .noHeap(let reason): "allocations cannot be profiled: \(reason)"
    }
  }
}

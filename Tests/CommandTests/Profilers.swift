import Foundation
import Testing

/// The profilers that this machine has.
enum Profilers {
  static let isRecording: Bool = {
    let place = try? Workplace()
    let perf = Executable(url: URL(filePath: "/usr/bin/env"))
    let outcome = try? place.map {
      try perf.run(["perf", "record", "-q", "-e", "cpu-clock", "-o", $0.path("x"), "true"], in: $0.folder)
    }
    return outcome?.status == 0
  }()
  static let noPerf: Comment =
    "SKIPPED: perf does not record here; documentation/profiling.md says what it takes"
  static let hasValgrind = ["valgrind", "strip"].allSatisfy { path(of: $0) != nil }
  static let noValgrind: Comment =
    "SKIPPED: no valgrind or strip; 'apt-get install valgrind binutils' brings them"

  static func path(of program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

import Foundation
import Synchronization
import Testing

@testable import TickmarkFlags

/// Two flags that no operation has.
enum Sample {
  static let speed = Flag(
    "sample.speed", choices: ["scalar", "simd", "fused"], defaultChoice: "simd", purpose: "how fast")
  static let order = Flag("sample.order-of", choices: ["up", "down"], defaultChoice: "up", purpose: "which way")
  static let known = [speed, order]

  /// A file whose only flag is `speed`, with an entry in JSON.
  static func file(_ entry: String, key: String = "sample.speed") throws -> FlagFile {
    try FlagFile(path: "flags.json", text: "{\"flags\": {\"\(key)\": \(entry)}}")
  }

  static func flags(_ entry: String, guards: GuardRecords? = nil) throws -> Flags {
    try Flags(known, file: file(entry), guards: guards)
  }

  /// An entry that names each choice by itself, with this targeting.
  static func entry(targeting: String, fallback: String = "fused") -> String {
    """
    {"state": "ENABLED", "variants": {"scalar": "scalar", "simd": "simd", "fused": "fused"},
     "defaultVariant": "\(fallback)", "targeting": \(targeting)}
    """
  }

  static func decision(candidate: String = "fused", control: String = "scalar") -> GuardDecision {
    GuardDecision(
      key: "sample.speed", control: control, candidate: candidate, reason: .disagreement, place: "[3]", expected: "1",
      actual: "2", ratio: 0.5, calls: 10, shadows: 4, time: "2026-01-01T00:00:00Z")
  }
}

/// A folder of its own for one test, removed with it.
final class Scratch: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tickmark-flags-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  @discardableResult func file(_ name: String, _ text: String) throws -> String {
    try text.write(to: folder.appending(path: name), atomically: false, encoding: .utf8)
    return path(name)
  }

  func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted() }
}

/// Time that only moves when somebody works.
final class WorkClock: Sendable {
  private let elapsed = Atomic<UInt64>(0)

  func work(_ nanoseconds: UInt64) { elapsed.wrappingAdd(nanoseconds, ordering: .relaxed) }

  var clock: GuardClock {
    GuardClock(
      nanoseconds: { self.elapsed.load(ordering: .relaxed) }, date: { Date(timeIntervalSince1970: 1_767_225_600) })
  }
}

/// The error that `body` throws; nothing where it throws none.
func thrown(_ body: () throws(FlagError) -> Void) -> FlagError? {
  do throws(FlagError) { try body() } catch { return error }
  return nil
}

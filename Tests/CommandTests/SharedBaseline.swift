import Foundation
import Testing

/// The example program's suite `sums`, measured once without a fault and saved; every test starts from a copy.
enum SharedBaseline {
  /// Enough that ten per cent are seen: from eight processes on the unlucky ones are trimmed.
  static let effort = ["--filter", "sums", "--processes", "12", "--seconds", "0.08"]
  /// Where what is measured does not matter.
  static let hasty = ["--processes", "2", "--seconds", "0.005"]

  private static let saved = Result {
    let place = try Workplace()
    let outcome = try Executable.example.run(["baseline", "save"] + effort, in: place.folder)
    guard outcome.status == 0 else { throw Failure(outcome: outcome) }
    let path = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    return (path: path, data: try place.bytes(path))
  }

  struct Failure: Error { let outcome: Outcome }

  /// Copies the saved baseline into a new place, edited if wanted, and returns where it lies there.
  @discardableResult static func copy(
    to place: Workplace, editing edit: (inout JSON) -> Void = { _ in }
  ) throws -> String {
    let (path, data) = try saved.get()
    var document = try JSON(data)
    edit(&document)
    try place.file(path, String(decoding: document.data(), as: UTF8.self))
    return path
  }

  /// The name under which this machine's baselines are stored.
  static func machineClass() throws -> String {
    try #require(saved.get().path.split(separator: "/").dropLast().last.map(String.init))
  }
}

extension Workplace {
  /// Runs the example program on one suite for as short as it goes.
  func hasty(_ arguments: String..., faults: [String: String] = [:], output: String? = nil) throws -> Outcome {
    let filter = arguments.contains("--filter") ? [] : ["--filter", "sums"]
    return try Executable.example.run(
      arguments + filter + SharedBaseline.hasty, in: folder, environment: faults, output: output)
  }
}

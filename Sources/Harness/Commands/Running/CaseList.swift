import Foundation
import TickmarkMeasurement

/// A case with its variants, as `list` shows it.
struct ListedCase: Equatable {
  let id: CaseID
  let variants: [String]

  init(id: CaseID, variants: [String]) {
    self.id = id
    self.variants = variants
  }

  /// Two spaces, `suite/operation/size`, two spaces, the variants; nil for any other line.
  init?(line: Substring) {
    guard line.hasPrefix("  ") else { return nil }
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard words.count == 2 else { return nil }
    let parts = words[0].split(separator: "/").map(String.init)
    let numbers = (parts.last ?? "").split(separator: "x").map { Int($0) ?? 0 }
    guard parts.count >= 3, (1...2).contains(numbers.count), numbers.allSatisfy({ $0 >= 1 }) else { return nil }
    id = CaseID(
      suite: parts.dropLast(2).joined(separator: "/"), operation: parts[parts.count - 2],
      size: Size(numbers[0], numbers.count == 2 ? numbers[1] : 1))
    variants = words[1].trimmingCharacters(in: .whitespaces).components(separatedBy: ", ")
  }
}

/// What a side has to run, as its `list` says: another build, or this one in another environment.
enum CaseList {
  /// The cases that any of the filters matches; a filter that matches none of them may be one of the other side.
  ///
  /// - Throws: `.cannotBuild` where the program does not answer.
  static func of(
    _ side: SuiteComparison.Side, filters: [String], quick: Bool
  ) throws(CommandError) -> [ListedCase] {
    guard !filters.isEmpty else { return try list(side, filter: nil, quick: quick) }
    var found: [ListedCase] = []
    for filter in filters {
      for one in try list(side, filter: filter, quick: quick) where !found.contains(one) { found.append(one) }
    }
    return found
  }

  private static func list(
    _ side: SuiteComparison.Side, filter: String?, quick: Bool
  ) throws(CommandError) -> [ListedCase] {
    let arguments = ["list"] + (filter.map { ["--filter", $0] } ?? []) + (quick ? ["--quick"] : [])
    let environment = ProcessInfo.processInfo.environment.merging(side.environment) { $1 }
    guard let answer = Tool(path: side.executable.path).answer(arguments, environment: environment) else {
      throw .cannotBuild(commit: side.commit, reason: "its executable cannot be started")
    }
    if answer.status == ExitStatus.usage.rawValue, answer.errors.contains("no case matches") { return [] }
    guard answer.status == 0 else {
      let reason = answer.errors.split(separator: "\n").last ?? "it said nothing"
      throw .cannotBuild(commit: side.commit, reason: "its 'list' exited with \(answer.status): \(reason.prefix(200))")
    }
    return answer.output.split(separator: "\n").compactMap { ListedCase(line: $0) }
  }
}

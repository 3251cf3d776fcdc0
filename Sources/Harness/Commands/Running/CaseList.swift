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

/// What another build of this program has to run, as its `list` says.
enum CaseList {
  /// - Throws: `.cannotBuild` where the build does not answer; one without a case that matches has none.
  static func of(
    _ executable: URL, named commit: String, filters: [String], quick: Bool
  ) throws(CommandError) -> [ListedCase] {
    let arguments = ["list"] + filters.flatMap { ["--filter", $0] } + (quick ? ["--quick"] : [])
    guard let answer = Tool(path: executable.path).answer(arguments) else {
      throw .cannotBuild(commit: commit, reason: "its executable cannot be started")
    }
    // Every case is new where the older build knows none that matches.
    if answer.status == ExitStatus.usage.rawValue { return [] }
    guard answer.status == 0 else {
      throw .cannotBuild(commit: commit, reason: "its 'list' exited with \(answer.status)")
    }
    return answer.output.split(separator: "\n").compactMap { ListedCase(line: $0) }
  }
}

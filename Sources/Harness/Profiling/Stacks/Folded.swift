/// Stacks as text, a line each: `root;caller;leaf 42`. The format of Brendan Gregg's FlameGraph, which other tools read.
package enum Folded {
  /// Why a text is no list of stacks.
  package enum Failure: Error, Equatable, CustomStringConvertible {
    case badLine(Int, String)
    case tooMuch(Int)

    package var description: String {
      switch self {
      case .badLine(let line, let text):
        "line \(line) is no stack: '\(text.prefix(80))'; it should be 'caller;callee 42'"
      case .tooMuch(let line): "the counts up to line \(line) are more than a number can hold; scale them down"
      }
    }
  }

  /// Sorted, with one line for stacks that read alike.
  package static func text(_ stacks: Stacks) -> String {
    merged(stacks).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
  }

  /// `caller;callee 3 5`: before and after.
  package static func text(before: Stacks, after: Stacks) -> String {
    let (before, after) = (merged(before), merged(after))
    return Set(before.keys).union(after.keys).sorted()
      .map { "\($0) \(before[$0] ?? 0) \(after[$0] ?? 0)\n" }.joined()
  }

  static func text(of stack: [Frame]) -> String { stack.map(\.name).joined(separator: ";") }

  /// Whose code a frame is does not stand in the text: it is told by nothing but `[unknown]`.
  package static func stacks(in text: String) throws(Failure) -> Stacks {
    var stacks = Stacks()
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      guard let space = line.lastIndex(of: " "), space > line.startIndex,
        let count = Int(line[line.index(after: space)...]), count > 0
      else { throw .badLine(index + 1, String(line)) }
      guard !stacks.total.addingReportingOverflow(count).overflow else { throw .tooMuch(index + 1) }
      let names = line[..<space].split(separator: ";", omittingEmptySubsequences: false).map(String.init)
      stacks.add(names.map { Frame($0, $0.hasPrefix("[unknown]") ? .unknown : .program) }, count: count)
    }
    return stacks
  }

  private static func merged(_ stacks: Stacks) -> [String: Int] {
    stacks.counts.reduce(into: [:]) { $0[text(of: $1.key), default: 0] += $1.value }
  }
}

/// How often each stack was seen: the whole of what a profile knows. The order in which stacks are added does not matter.
package struct Stacks: Sendable, Equatable {
  /// Root first.
  package private(set) var counts: [[Frame]: Int] = [:]
  /// The sum of all counts.
  package private(set) var total = 0

  package init() {}

  /// - Precondition: a count above 0 that the sum can hold.
  package mutating func add(_ stack: [Frame], count: Int = 1) {
    precondition(count > 0, "a stack that was not seen has no place here")
    counts[stack, default: 0] += count
    total += count
  }

  /// The same stacks with other roots; those that become alike are one.
  func rooted(_ root: (Frame) -> Frame) -> Stacks {
    counts.reduce(into: Stacks()) { stacks, entry in
      stacks.add(entry.key.prefix(1).map(root) + entry.key.dropFirst(), count: entry.value)
    }
  }

  /// The same counts without the frames within the last one of an origin; a stack that has none is left as it is.
  func cut(after origin: Frame.Origin) -> Stacks {
    counts.reduce(into: Stacks()) { stacks, entry in
      let end = entry.key.lastIndex { $0.origin == origin }.map { $0 + 1 }
      stacks.add(Array(entry.key.prefix(end ?? entry.key.count)), count: entry.value)
    }
  }

  /// By their text, so that the same stacks are always in the same order.
  package var sorted: [(stack: [Frame], count: Int)] {
    counts.map { (text: Folded.text(of: $0.key), stack: $0.key, count: $0.value) }
      .sorted { ($0.text, $0.count) < ($1.text, $1.count) }
      .map { ($0.stack, $0.count) }
  }
}

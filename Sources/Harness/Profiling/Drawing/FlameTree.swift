/// Stacks as a tree: a node for each place in a stack, as wide as all the stacks that pass through it.
///
/// Widths are whole counts, so that children never exceed their parent.
struct FlameTree {
  struct Node {
    let frame: Frame
    /// Distance from the root.
    let depth: Int
    /// Where it begins, in counts from the left.
    let start: Int
    let count: Int
    /// Counts of the other side at the same place, where two are compared.
    let before: Int
  }

  /// Parents before children, siblings by name; the root, which is no function, is not among them.
  let nodes: [Node]
  let total: Int

  init(_ stacks: Stacks, before: Stacks? = nil) {
    var nodes: [Node] = []
    let sides =
      Self.lines(stacks).map { Line(stack: $0.stack, after: $0.count, before: 0) }
      + (before.map { Self.lines($0).map { Line(stack: $0.stack, after: 0, before: $0.count) } } ?? [])
    Self.place(sides[...], depth: 0, start: 0, into: &nodes)
    self.nodes = nodes
    total = stacks.total
  }

  private struct Line {
    var stack: ArraySlice<Frame>
    var after: Int
    var before: Int
  }

  private static func lines(_ stacks: Stacks) -> [(stack: ArraySlice<Frame>, count: Int)] {
    stacks.counts.map { ($0.key[...], $0.value) }
  }

  private static func place(_ lines: ArraySlice<Line>, depth: Int, start: Int, into nodes: inout [Node]) {
    // Bounds the recursion: no recorder tells deeper stacks.
    guard depth < 1_024 else { return }
    let groups = Dictionary(grouping: lines.filter { !$0.stack.isEmpty }) { $0.stack[$0.stack.startIndex] }
    var start = start
    let ordered = groups.sorted {
      ($0.key.name, $0.key.origin.rawValue) < ($1.key.name, $1.key.origin.rawValue)
    }
    for (frame, lines) in ordered {
      let count = lines.reduce(0) { $0 + $1.after }
      let before = lines.reduce(0) { $0 + $1.before }
      // What only the other side has is nowhere in this picture.
      guard count > 0 else { continue }
      nodes.append(Node(frame: frame, depth: depth, start: start, count: count, before: before))
      let rest = lines.map { Line(stack: $0.stack.dropFirst(), after: $0.after, before: $0.before) }
      place(rest[...], depth: depth + 1, start: start, into: &nodes)
      start += count
    }
  }
}

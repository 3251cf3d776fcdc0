/// Turns raw stacks of symbols into those of a profile: named, without the harness's own frames, and counted.
struct StackCollector {
  /// One frame as a recorder tells it.
  struct RawFrame: Hashable {
    /// Mangled; nil where nothing names the address.
    var symbol: String?
    /// The file that holds the code.
    var object: String
  }

  private(set) var stacks = Stacks()
  /// Counts of stacks whose innermost frame has a name.
  private(set) var named = 0
  /// Counts of stacks that reach the body's caller or the start of a thread.
  private(set) var whole = 0
  private let program: String
  /// Whether what the harness does between two calls of the body counts.
  private let countsHarness: Bool
  private var names: [String: SymbolName] = [:]

  /// - Parameter program: the path of the profiled executable.
  init(program: String, countsHarness: Bool = true) {
    self.program = program
    self.countsHarness = countsHarness
  }

  /// - Parameter stack: innermost frame first.
  mutating func add(_ stack: [RawFrame], count: Int = 1) {
    guard let leaf = stack.first else { return }
    var kept: [Frame] = []
    var isWhole = false
    for (place, raw) in stack.enumerated() {
      guard let symbol = raw.symbol else {
        kept.append(.unknown(in: raw.object))
        continue
      }
      let name = name(of: symbol)
      if let harness = name.harness {
        if harness == .other, !countsHarness { return }
        isWhole = true
        // Between two calls of the body the harness is at work itself.
        if harness == .other || kept.isEmpty { kept.append(Frame("[harness]", .program)) }
        break
      }
      if Self.threadStarts.contains(name.text) { isWhole = true }
      if name.isGlue, place > 0, name.text == "reabstraction thunk" || name.text == kept.last?.name { continue }
      kept.append(Frame(name.text, Frame.Origin(object: raw.object, program: program)))
    }
    if leaf.symbol != nil { named += count }
    if isWhole { whole += count }
    stacks.add(kept.reversed(), count: count)
  }

  private static let threadStarts: Set<String> = [
    "start_thread", "clone", "clone3", "__clone", "__clone3", "ret_from_fork_asm", "ret_from_fork",
  ]

  /// A profile asks for the same few hundred names again and again.
  private mutating func name(of symbol: String) -> SymbolName {
    if let known = names[symbol] { return known }
    let name = SymbolName(symbol: symbol)
    names[symbol] = name
    return name
  }
}

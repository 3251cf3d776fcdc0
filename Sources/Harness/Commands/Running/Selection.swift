import TickmarkGating
import TickmarkMeasurement

/// The cases that a command is about, in the order of the suites.
struct Selection {
  struct Entry {
    let suite: Suite
    let id: CaseID
    let variants: [String]
  }

  let entries: [Entry]
  /// What the suites have and this selection leaves out because of its size, and why.
  let leftOut: [(id: CaseID, reason: String)]
  /// Everything that the suites have.
  let all: [Entry]
  private let filters: [String]

  init(suites: [Suite], filters: [String], includeLarge: Bool) throws {
    let available = try suites.flatMap { try Self.entries(of: $0) }
    for filter in filters where !available.contains(where: { NamePattern(filter).selects("\($0.entry.id)") }) {
      throw CommandError.noMatch(filter: filter)
    }
    let chosen = available.filter { Self.matches("\($0.entry.id)", anyOf: filters) }
    all = available.map(\.entry)
    func reason(_ occasion: SuiteSize.Occasion) -> String? {
      switch occasion {
      case .large: includeLarge ? nil : "--quick leaves large sizes out"
      case .onRequest: !filters.isEmpty && includeLarge ? nil : "it takes minutes; ask for it with --filter"
      case .smoke, .full: nil
      }
    }
    entries = chosen.filter { reason($0.occasion) == nil }.map(\.entry)
    leftOut = chosen.compactMap { chosen in reason(chosen.occasion).map { (chosen.entry.id, $0) } }
    self.filters = filters
    if entries.isEmpty { throw CommandError.noMatch(filter: filters.joined(separator: " ")) }
  }

  /// The suites of the chosen cases, in order.
  var suiteNames: [String] {
    entries.reduce(into: []) { names, entry in
      if !names.contains(entry.suite.name) { names.append(entry.suite.name) }
    }
  }

  /// Whether a stored row was to be measured: known and selected, or not known any more and matching the filters.
  func expects(case name: String) -> Bool {
    guard Self.matches(name, anyOf: filters) else { return false }
    return entries.contains { "\($0.id)" == name } || !all.contains { "\($0.id)" == name }
  }

  /// The operations of a suite, from its smoke size: building the inputs of the others would take seconds.
  private static func entries(of suite: Suite) throws -> [(entry: Entry, occasion: SuiteSize.Occasion)] {
    guard let smoke = suite.sizes.first(where: { $0.occasion == .smoke }) else { return [] }
    let operations = try suite.operations(at: smoke.size)
    return operations.flatMap { operation in
      suite.sizes.filter { $0.occasion != .smoke }.map { size in
        let id = CaseID(suite: suite.name, operation: operation.name, size: size.size)
        let entry = Entry(suite: suite, id: id, variants: operation.variants.map(\.name))
        return (entry, size.occasion)
      }
    }
  }

  /// Without a filter everything matches.
  static func matches(_ name: String, anyOf filters: [String]) -> Bool {
    filters.isEmpty || filters.contains { NamePattern($0).selects(name) }
  }
}

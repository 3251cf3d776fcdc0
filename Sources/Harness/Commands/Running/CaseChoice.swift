import TickmarkMeasurement

/// The one case that a name means, among all sizes that there are: whole words of its path come before parts of them.
struct CaseChoice {
  let entry: Selection.Entry

  /// - Parameter name: `suite/operation/size`, or a part that only one case has.
  /// - Throws: `.noSuchCase` where none or several have it, naming them.
  init(_ name: String, among suites: [Suite]) throws {
    let all = try Selection(suites: suites, filters: [], includeLarge: true).all
    if let exact = all.first(where: { "\($0.id)" == name }) {
      entry = exact
      return
    }
    let whole = all.filter { "/\($0.id)/".contains("/\(name)/") }
    let similar = whole.isEmpty ? all.filter { "\($0.id)".contains(name) } : whole
    guard similar.count == 1 else {
      let names = (similar.isEmpty ? all : similar).map { "\($0.id)" }
      throw CommandError.noSuchCase(name, choices: names, isAmbiguous: !similar.isEmpty)
    }
    entry = similar[0]
  }
}

import TickmarkIndicators

/// What `tickmark indicators --list` prints.
enum IndicatorList {
  static var text: String { IndicatorCatalog.all.map(lines).joined(separator: "\n") }

  private static func lines(_ type: any Indicator.Type) -> String {
    let parameters = type.parameters.map { "\($0.name) \(IndicatorParameter.text($0.standard))" }
    let columns = (try? type.init(type.parameters.map(\.standard)))?.columns ?? []
    let names = type.parameters.map { $0.name.uppercased() }.joined(separator: "/")
    return """
      \(names.isEmpty ? type.name : "\(type.name):\(names)")
          \(type.summary), of \(type.inputs)\(parameters.isEmpty ? "" : "; usually \(parameters.joined(separator: ", "))")
          \(columns.joined(separator: ", "))
      """
  }
}

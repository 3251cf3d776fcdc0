/// Why an indicator cannot be made.
public enum IndicatorError: Error, Equatable, Sendable {
  case unknown(String, known: [String])
  case parameterCount(String, given: Int, wanted: [String])
  case badParameter(String, IndicatorParameter, given: String)
  case repeated(String)
  case none
  /// The named indicator reads something that the input does not have.
  case missingInput(String, BarFields)
}

extension IndicatorError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknown(let name, let known): "no indicator '\(name)'; there are \(known.joined(separator: ", "))"
    case .parameterCount(let name, let given, let wanted):
      "indicator '\(name)' has \(given) parameters; give \(Self.list(name, wanted)), or none for the usual ones"
    case .badParameter(let name, let parameter, let given):
      "indicator '\(name)': \(parameter.name) is \(given); give \(Self.wanted(parameter))"
    case .repeated(let column): "the column '\(column)' is there twice; name each indicator once"
    case .none: "no indicator is named; give a list such as sma:20,rsi:14"
    case .missingInput(let name, let fields):
      "indicator '\(name)' reads \(fields), which the input does not have; leave it out or give them"
    }
  }

  private static func list(_ name: String, _ wanted: [String]) -> String {
    wanted.isEmpty ? "'\(name)' alone" : "'\(name):\(wanted.map { $0.uppercased() }.joined(separator: "/"))'"
  }

  private static func wanted(_ parameter: IndicatorParameter) -> String {
    let (least, most) = (parameter.range.lowerBound, parameter.range.upperBound)
    return
      "a \(parameter.isWhole ? "whole " : "")number from \(IndicatorParameter.text(least)) to \(IndicatorParameter.text(most))"
  }
}

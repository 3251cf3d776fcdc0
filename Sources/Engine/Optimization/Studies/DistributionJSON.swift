import Foundation

/// Distributions and values in the JSON of the stored studies.
///
///     {"name": "IntDistribution", "attributes": {"log": false, "step": 10, "low": 10, "high": 200}}
///
/// - Source: Optuna's relational schema, version 12; its readers compare the text of a parameter's distribution with the
///   parsed one, so key order does not matter.
public enum DistributionJSON {
  public static func text(_ distribution: Distribution) -> String {
    switch distribution {
    case .integer(let low, let high, let step, let isLogarithmic):
      let last = low + (high - low) / step * step
      return #"{"name": "IntDistribution", "attributes": {"log": \#(isLogarithmic), "step": \#(step), "low": \#(low), "#
        + #""high": \#(last)}}"#
    case .float(let low, let high, let step, let isLogarithmic):
      let last = distribution.count.map { distribution.value(at: $0 - 1) } ?? high
      return
        #"{"name": "FloatDistribution", "attributes": {"step": \#(step.map { "\($0)" } ?? "null"), "low": \#(low), "#
        + #""high": \#(last), "log": \#(isLogarithmic)}}"#
    case .categorical(let choices):
      let list = choices.map(text).joined(separator: ", ")
      return #"{"name": "CategoricalDistribution", "attributes": {"choices": [\#(list)]}}"#
    }
  }

  public static func text(_ value: ParameterValue) -> String {
    switch value {
    case .integer(let value): "\(value)"
    case .float(let value): "\(value)"
    case .truth(let value): "\(value)"
    case .nothing: "null"
    case .text(let value): quoted(value)
    }
  }

  /// A text as JSON has it.
  public static func quoted(_ text: String) -> String {
    guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }

  /// Nil for what is no distribution.
  public static func distribution(_ text: String) -> Distribution? {
    guard let distribution = read(text), (try? distribution.check(name: "")) != nil else { return nil }
    return distribution
  }

  private static func read(_ text: String) -> Distribution? {
    guard let file = try? JSONDecoder().decode(File.self, from: Data(text.utf8)) else { return nil }
    let parts = file.attributes
    switch file.name {
    case "IntDistribution":
      guard let low = parts.low.flatMap({ Int(exactly: $0) }), let high = parts.high.flatMap({ Int(exactly: $0) }),
        let step = Int(exactly: parts.step ?? 1)
      else { return nil }
      return .integer(low: low, high: high, step: step, isLogarithmic: parts.log ?? false)
    case "FloatDistribution":
      guard let low = parts.low, let high = parts.high else { return nil }
      return .float(low: low, high: high, step: parts.step, isLogarithmic: parts.log ?? false)
    case "CategoricalDistribution": return parts.choices.map { .categorical($0.map(\.value)) }
    default: return nil
    }
  }

  /// An object of values by name; nil for anything else.
  public static func values(_ text: String) -> [String: ParameterValue]? {
    (try? JSONDecoder().decode([String: Choice].self, from: Data(text.utf8)))?.mapValues(\.value)
  }

  private struct File: Decodable {
    struct Attributes: Decodable {
      let low, high, step: Double?
      let log: Bool?
      let choices: [Choice]?
    }
    let name: String
    let attributes: Attributes
  }

  private struct Choice: Decodable {
    let value: ParameterValue

    init(from decoder: any Decoder) throws {
      let single = try decoder.singleValueContainer()
      if single.decodeNil() {
        value = .nothing
      } else if let truth = try? single.decode(Bool.self) {
        value = .truth(truth)
      } else if let whole = try? single.decode(Int.self) {
        value = .integer(whole)
      } else if let number = try? single.decode(Double.self) {
        value = .float(number)
      } else {
        value = .text(try single.decode(String.self))
      }
    }
  }
}

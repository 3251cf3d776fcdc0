import TickmarkMeasurement

/// Command lines with `{name}` in them, and the values that take its place.
struct CommandTemplates {
  /// One command to time, and what belongs to it.
  struct Command {
    /// As it was typed, with its values.
    let text: String
    let words: [String]
    /// Run before every timed run, before the first, after the last; not timed.
    let prepare: [String]?
    let setup: [String]?
    let cleanup: [String]?
  }

  let commands: [String]
  /// `name=value,value,…`, each.
  let parameters: [String]
  let prepare: String?
  let setup: String?
  let cleanup: String?

  /// Every command with every combination of values, each once, in the order in which they were given.
  ///
  /// - Throws: `.badCommand` where a text is no command line, `.badParameter` where a list is none or no command has it.
  func expanded() throws(CommandError) -> [Command] {
    var combinations: [[String: String]] = [[:]]
    for text in parameters {
      let (name, values) = try Self.parameter(text)
      guard commands.contains(where: { $0.contains("{\(name)}") }) else {
        throw .badParameter(text, problem: "no command has '{\(name)}' in it")
      }
      combinations = combinations.flatMap { known in values.map { known.merging([name: $0]) { $1 } } }
    }
    var found: [Command] = []
    for template in commands {
      for values in combinations {
        let text = Self.fill(template, values)
        guard !found.contains(where: { $0.text == text }) || parameters.isEmpty else { continue }
        found.append(
          Command(
            text: text, words: try Self.words(text), prepare: try Self.words(prepare, values),
            setup: try Self.words(setup, values), cleanup: try Self.words(cleanup, values)))
      }
    }
    return found
  }

  private static func parameter(_ text: String) throws(CommandError) -> (name: String, values: [String]) {
    let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard halves.count == 2, !halves[0].isEmpty else { throw .badParameter(text, problem: "it is no NAME=VALUE,VALUE") }
    return (halves[0], halves[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init))
  }

  private static func fill(_ template: String, _ values: [String: String]) -> String {
    values.reduce(template) { text, value in text.replacing("{\(value.key)}", with: value.value) }
  }

  private static func words(_ template: String?, _ values: [String: String]) throws(CommandError) -> [String]? {
    guard let template else { return nil }
    return try words(fill(template, values))
  }

  static func words(_ text: String) throws(CommandError) -> [String] {
    do { return try CommandWords.split(text) } catch {
      switch error {
      case .empty: throw .badCommand(text, problem: "it is empty")
      case .openQuote(let place): throw .badCommand(text, problem: "the quote at character \(place) never closes")
      case .trailingBackslash: throw .badCommand(text, problem: "it ends with a backslash")
      }
    }
  }
}

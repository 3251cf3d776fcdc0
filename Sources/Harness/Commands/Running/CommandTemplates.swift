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

  /// More commands than anybody ranks.
  static let most = 64

  /// Every command with every combination of values, each once, in the order in which they were given.
  ///
  /// - Throws: `.badCommand` where a text is no command line, `.badParameter` where a list is none, is there twice or is in no
  ///   command, `.contradiction` for more than `most` commands.
  func expanded() throws(CommandError) -> [Command] {
    var combinations: [[String: String]] = [[:]]
    for text in parameters {
      let (name, values) = try Self.parameter(text)
      guard commands.contains(where: { $0.contains("{\(name)}") }) else {
        throw .badParameter(text, problem: "no command has '{\(name)}' in it")
      }
      guard combinations[0][name] == nil else { throw .badParameter(text, problem: "'\(name)' has a list already") }
      guard combinations.count * values.count <= Self.most else { throw Self.tooMany }
      combinations = combinations.flatMap { known in values.map { known.merging([name: $0]) { $1 } } }
    }
    var found: [Command] = []
    for template in commands {
      for values in combinations {
        let text = Self.fill(template, values)
        guard parameters.isEmpty || !found.contains(where: { $0.text == text }) else { continue }
        guard found.count < Self.most else { throw Self.tooMany }
        found.append(
          Command(
            text: text, words: try Self.words(text), prepare: try Self.words(prepare, values),
            setup: try Self.words(setup, values), cleanup: try Self.words(cleanup, values)))
      }
    }
    return found
  }

  private static var tooMany: CommandError {
    .contradiction("--commands and --parameter give more than \(most) commands; name fewer")
  }

  private static func parameter(_ text: String) throws(CommandError) -> (name: String, values: [String]) {
    let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard halves.count == 2, !halves[0].isEmpty else { throw .badParameter(text, problem: "it is no NAME=VALUE,VALUE") }
    return (halves[0], halves[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init))
  }

  /// Each `{name}` once, from left to right: a value is never looked into.
  private static func fill(_ template: String, _ values: [String: String]) -> String {
    var filled = ""
    var rest = Substring(template)
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      let after = rest.index(after: open)
      if let close = rest[after...].firstIndex(of: "}"), let value = values[String(rest[after..<close])] {
        filled += value
        rest = rest[rest.index(after: close)...]
      } else {
        filled += "{"
        rest = rest[after...]
      }
    }
    return filled + rest
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

/// A switch of the program under test, which its suites' code reads from the environment.
///
/// `--flag KEY=VALUE` of `run` and `gate`, and `--flag KEY=A,B` of `ab`, set it for the processes that measure. What is not
/// declared cannot be set: a typing error would compare a program with itself.
public struct ProgramFlag: Sendable, Equatable {
  public let key: String
  /// What it may be.
  public let values: [String]
  /// The variable that the program's code reads.
  public let variable: String

  /// The variable is `TICKMARK_FLAG_` and the key in capitals, with `_` for all that is no letter or digit, by default.
  public init(_ key: String, values: [String], variable: String? = nil) {
    self.key = key
    self.values = values
    self.variable =
      variable
      ?? "TICKMARK_FLAG_"
      + String(key.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}

/// The flags of a program, and what a command line asks of them.
struct ProgramFlags {
  let known: [ProgramFlag]

  /// `KEY=VALUE` as flag and value.
  ///
  /// - Throws: `.badFlag`, naming the choices.
  func choice(_ text: String) throws(CommandError) -> (flag: ProgramFlag, value: String) {
    let (flag, values) = try parts(text)
    guard values.count == 1 else {
      throw .badFlag("'\(text)' names \(values.count) values; write KEY=VALUE, or compare two with 'ab --flag'")
    }
    return (flag, values[0])
  }

  /// `KEY=A,B` as flag and two values.
  func alternatives(_ text: String) throws(CommandError) -> (flag: ProgramFlag, a: String, b: String) {
    let (flag, values) = try parts(text)
    guard values.count == 2 else {
      throw .badFlag(
        "'\(text)' names \(values.count) values; write \(flag.key)=A,B with two of \(Self.list(flag.values))")
    }
    return (flag, values[0], values[1])
  }

  /// What is set, by key: by the command line, where the later of two counts, else by the environment.
  ///
  /// - Throws: `.badFlag`, also for a variable that looks like a flag's and is none, where the program declares any.
  func settings(_ texts: [String], environment: [String: String]) throws(CommandError) -> [String: String] {
    var settings: [String: String] = [:]
    let variables = Set(known.map(\.variable))
    let stranger = environment.keys.filter { $0.hasPrefix("TICKMARK_FLAG_") && !variables.contains($0) }.min()
    if let stranger, !known.isEmpty {
      throw .badFlag("the environment's \(stranger) is no flag's; they are \(Self.list(known.map(\.variable)))")
    }
    for flag in known {
      guard let value = environment[flag.variable], !value.isEmpty else { continue }
      settings[flag.key] = try check(value, of: flag, place: flag.variable)
    }
    for text in texts {
      let (flag, value) = try choice(text)
      settings[flag.key] = value
    }
    return settings
  }

  /// The variables that settings stand for.
  func variables(_ settings: [String: String]) -> [String: String] {
    Dictionary(
      known.compactMap { flag in settings[flag.key].map { (flag.variable, $0) } }, uniquingKeysWith: { $1 })
  }

  private func parts(_ text: String) throws(CommandError) -> (flag: ProgramFlag, values: [String]) {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2 else {
      throw .badFlag("'\(text)' is no KEY=VALUE; flags are \(Self.list(known.map(\.key)))")
    }
    guard let flag = known.first(where: { $0.key == halves[0] }) else {
      throw .badFlag("no flag '\(halves[0])'; there are \(Self.list(known.map(\.key)))")
    }
    let values = halves[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for value in values { _ = try check(value, of: flag, place: flag.key) }
    return (flag, values)
  }

  private func check(_ value: String, of flag: ProgramFlag, place: String) throws(CommandError) -> String {
    guard flag.values.contains(value) else {
      throw .badFlag("\(place) cannot be '\(value)'; it is one of \(Self.list(flag.values))")
    }
    return value
  }

  private static func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }
}

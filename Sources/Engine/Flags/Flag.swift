/// A switch that decides which implementation of an operation runs.
///
/// - Precondition of `init`: at least one choice, none twice, and the default among them.
public struct Flag: Sendable, Equatable {
  /// `indicators.six-pack`: the operation's module and name.
  public let key: String
  /// The names of the variants, the reference first.
  public let choices: [String]
  public let defaultChoice: String
  /// What the flag decides, in one line.
  public let purpose: String

  public init(_ key: String, choices: [String], defaultChoice: String, purpose: String) {
    precondition(!key.isEmpty && !key.contains("="), "a flag's key is not empty and has no '='")
    precondition(Set(choices).count == choices.count, "flag '\(key)' has a choice twice")
    precondition(choices.contains(defaultChoice), "the default of flag '\(key)' is one of its choices")
    self.key = key
    self.choices = choices
    self.defaultChoice = defaultChoice
    self.purpose = purpose
  }

  public static let environmentPrefix = "TICKMARK_FLAG_"

  /// `TICKMARK_FLAG_INDICATORS_SIX_PACK` for `indicators.six-pack`.
  public var environmentName: String {
    Self.environmentPrefix
      + String(key.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? Character($0.uppercased()) : "_" })
  }
}

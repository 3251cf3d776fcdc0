/// What a flag says, and why: the details of an evaluation in OpenFeature's model.
///
/// - Source: OpenFeature specification, section 1.4 "Flag Evaluation" and "Types and Data Structures".
public struct Evaluation: Sendable, Equatable {
  /// Why the value is what it is. `rolledBack` is ours; the specification leaves room for such.
  public enum Reason: String, Sendable, Codable {
    /// The command line, the environment or the file names one value for everybody.
    case fixed = "STATIC"
    case `default` = "DEFAULT"
    case targetingMatch = "TARGETING_MATCH"
    case split = "SPLIT"
    case disabled = "DISABLED"
    case error = "ERROR"
    /// A guard has taken the file's choice back; the value is its control.
    case rolledBack = "ROLLED_BACK"
  }

  public enum ErrorCode: String, Sendable, Codable {
    case flagNotFound = "FLAG_NOT_FOUND"
    /// The file's entry has no sense: a missing member, an unknown operator.
    case parseError = "PARSE_ERROR"
    /// A variant's value is not a text that names one of the flag's choices.
    case typeMismatch = "TYPE_MISMATCH"
    case targetingKeyMissing = "TARGETING_KEY_MISSING"
    /// A variant is named that the file's entry does not have.
    case general = "GENERAL"
  }

  /// All of it behind one reference: an answer is copied by counting one owner more, not six.
  private final class Details: Sendable {
    let flagKey: String
    let value: String
    let variant: String?
    let reason: Reason
    let errorCode: ErrorCode?
    let errorMessage: String?

    init(
      _ flagKey: String, _ value: String, _ variant: String?, _ reason: Reason, _ errorCode: ErrorCode?,
      _ errorMessage: String?
    ) {
      self.flagKey = flagKey
      self.value = value
      self.variant = variant
      self.reason = reason
      self.errorCode = errorCode
      self.errorMessage = errorMessage
    }
  }

  private let details: Details

  public var flagKey: String { details.flagKey }
  /// One of the flag's choices; its default where there is an error, and empty for a flag that does not exist.
  public var value: String { details.value }
  /// The name of the file's variant, or the choice itself where the file did not decide.
  public var variant: String? { details.variant }
  public var reason: Reason { details.reason }
  public var errorCode: ErrorCode? { details.errorCode }
  public var errorMessage: String? { details.errorMessage }

  init(
    _ flagKey: String, value: String, variant: String?, reason: Reason, errorCode: ErrorCode? = nil,
    errorMessage: String? = nil
  ) {
    details = Details(flagKey, value, variant, reason, errorCode, errorMessage)
  }

  public static func == (a: Evaluation, b: Evaluation) -> Bool {
    a.details === b.details
      || (a.flagKey == b.flagKey && a.value == b.value && a.variant == b.variant && a.reason == b.reason
        && a.errorCode == b.errorCode && a.errorMessage == b.errorMessage)
  }

  /// The default choice, with what went wrong.
  init(_ flag: Flag, failed code: ErrorCode, _ message: String) {
    self.init(
      flag.key, value: flag.defaultChoice, variant: nil, reason: .error, errorCode: code, errorMessage: message)
  }

  /// The control in place of a choice that a guard has taken back.
  ///
  /// An error stays one: it is told beside whatever value is given.
  func obeying(_ record: GuardDecision?, of flag: Flag) -> Evaluation {
    guard let record, record.candidate == value else { return self }
    // A control that is no choice any more: the reference is always right.
    let control = flag.choices.contains(record.control) ? record.control : flag.choices[0]
    return Evaluation(
      flagKey, value: control, variant: control, reason: errorCode == nil ? .rolledBack : reason, errorCode: errorCode,
      errorMessage: errorMessage)
  }

  /// The default choice, because nothing says otherwise.
  init(default flag: Flag, reason: Reason = .default) {
    self.init(flag.key, value: flag.defaultChoice, variant: flag.defaultChoice, reason: reason)
  }
}

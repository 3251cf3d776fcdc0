import Glibc

/// Why flags could not be had, or be written down. Evaluating a flag never throws.
///
/// - Reading: `missing`, `unreadable`, `notJSON`, `badFile`, `unknownSchema`.
/// - What is asked for: `malformed`, `unknownFlag`, `unknownChoice`, `badGuard`, `unusable`.
/// - Writing: `unwritable`; the file that stood there before is as it was.
public enum FlagError: Error, Equatable, Sendable {
  /// Not `KEY=VALUE`.
  case malformed(String)
  case unknownFlag(String, place: String, known: [String])
  case unknownChoice(String, flag: String, place: String, choices: [String])
  case badGuard(flag: String, problem: String)
  /// The file's entry of a flag gives no choice.
  case unusable(flag: String, code: Evaluation.ErrorCode, problem: String)
  case missing(path: String)
  case unreadable(path: String, code: Int32)
  case notJSON(path: String, reason: String)
  case badFile(path: String, problem: String)
  case unknownSchema(path: String, schema: String, known: String)
  case unwritable(path: String, code: Int32)
}

extension FlagError: CustomStringConvertible {
  /// One line that names the thing, the place and the next step.
  public var description: String {
    switch self {
    case .malformed(let text): "'\(Self.line(text))' is no flag setting; write KEY=VALUE, as in indicators.list=fused"
    case .unknownFlag(let key, let place, let known):
      "no flag '\(Self.line(key))' (\(place)); there are \(known.joined(separator: ", "))"
    case .unknownChoice(let choice, let flag, let place, let choices):
      "flag '\(flag)' has no choice '\(Self.line(choice))' (\(place)); there are \(choices.joined(separator: ", "))"
    case .badGuard(let flag, let problem): "the guard of flag '\(flag)': \(problem)"
    case .unusable(let flag, let code, let problem):
      "flag '\(flag)': \(Self.line(problem)) (\(code.rawValue)); correct it, or remove it with 'tickmark flags reset \(flag)'"
    case .missing(let path): "no flag file '\(path)'; 'tickmark flags set KEY=VALUE --file \(path)' makes one"
    case .unreadable(let path, let code):
      "cannot read '\(path)': \(String(cString: strerror(code))); check the path and its permissions"
    case .notJSON(let path, let reason): "'\(path)' is not JSON: \(Self.line(reason)); correct or remove it"
    case .badFile(let path, let problem): "'\(path)': \(Self.line(problem))"
    case .unknownSchema(let path, let schema, let known):
      "'\(path)' has schema '\(Self.line(schema))', this program reads '\(known)'; update tickmark or remove the file"
    case .unwritable(let path, let code):
      "cannot write '\(path)': \(String(cString: strerror(code))); check the folder, its permissions and free space"
    }
  }

  /// A stranger's text, short and on one line.
  static func line(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(160).map { $0.value < 32 || $0.value == 127 ? " " : $0 }
    let short = String(String.UnicodeScalarView(scalars))
    return scalars.count < text.unicodeScalars.count ? short + "…" : short
  }
}

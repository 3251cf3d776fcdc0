import Testing

@testable import TickmarkFlags

/// Whatever the file says, a flag has a choice and says what was wrong.
@Suite struct EvaluationErrorTests {
  /// An entry, the code of its error and a word of its message.
  static let broken: [(entry: String, code: Evaluation.ErrorCode, word: String)] = [
    ("17", .parseError, "state"),
    ("{}", .parseError, "state"),
    (#"{"state": "ON", "variants": {"a": "simd"}}"#, .parseError, "state"),
    (#"{"state": "ENABLED"}"#, .parseError, "variants"),
    (#"{"state": "ENABLED", "variants": {}}"#, .parseError, "variants"),
    (#"{"state": "ENABLED", "variants": {"a": "simd"}, "defaultVariant": 1}"#, .parseError, "defaultVariant"),
    (#"{"state": "ENABLED", "variants": {"a": "simd"}, "defaultVariant": "b"}"#, .general, "'b'"),
    (#"{"state": "ENABLED", "variants": {"a": 1}, "defaultVariant": "a"}"#, .typeMismatch, "'a'"),
    (#"{"state": "ENABLED", "variants": {"a": "fast"}, "defaultVariant": "a"}"#, .typeMismatch, "scalar, simd, fused"),
    (Sample.entry(targeting: #"{"sem_ver": [1, "=", 1]}"#), .parseError, "'sem_ver'"),
    (Sample.entry(targeting: #"{"$ref": "x"}"#), .parseError, "'$ref'"),
    (Sample.entry(targeting: #"{"if": [{"%": [1, 2]}, "simd"]}"#), .parseError, "'%'"),
    (Sample.entry(targeting: #"{"var": "$flagd.timestamp"}"#), .parseError, "timestamp"),
    (Sample.entry(targeting: #"{"==": [1]}"#), .parseError, "'=='"),
    (Sample.entry(targeting: #"{"<": [1]}"#), .parseError, "'<'"),
    (Sample.entry(targeting: #"{"and": []}"#), .parseError, "'and'"),
    (Sample.entry(targeting: #"{"!": [1, 2]}"#), .parseError, "'!'"),
    (Sample.entry(targeting: #"{"var": 1}"#), .parseError, "'var'"),
    (Sample.entry(targeting: #"{"var": "a", "cat": []}"#), .parseError, "2 operators"),
    (Sample.entry(targeting: #"{"fractional": []}"#), .parseError, "fractional"),
    (Sample.entry(targeting: #"{"fractional": [["simd", -1]]}"#), .parseError, "weights"),
    (Sample.entry(targeting: #"{"fractional": [["simd", 0.5]]}"#), .parseError, "weights"),
    (Sample.entry(targeting: #"{"fractional": [["simd", 0]]}"#), .parseError, "above 0"),
    (Sample.entry(targeting: #"{"fractional": [["simd", 2147483647], ["fused", 1]]}"#), .parseError, "2147483647"),
    (Sample.entry(targeting: #"{"fractional": [["simd", 1, 2]]}"#), .parseError, "pairs"),
    (Sample.entry(targeting: #"{"fractional": [["simd", 1], ["fused", 1]]}"#), .targetingKeyMissing, "targeting key"),
    (Sample.entry(targeting: #"{"fractional": [{"var": "x"}, ["simd", 1]]}"#), .targetingKeyMissing, "bucket"),
    (Sample.entry(targeting: #"{"if": [true, {"fractional": [["simd"]]}]}"#), .targetingKeyMissing, "targeting key"),
    (Sample.entry(targeting: #""fast""#), .general, "'fast'"),
    (Sample.entry(targeting: "17"), .general, "variant"),
    (Sample.entry(targeting: "true"), .general, "'true'"),
    (Sample.entry(targeting: #"{"fractional": [["fast", 1]]}"#), .targetingKeyMissing, "targeting key"),
  ]

  @Test(arguments: broken) func `a broken entry gives the default and says what is wrong`(
    entry: String, code: Evaluation.ErrorCode, word: String
  ) throws {
    let evaluation = try Sample.flags(entry).evaluate("sample.speed")
    #expect(evaluation.value == "simd" && evaluation.variant == nil)
    #expect(evaluation.reason == .error)
    #expect(evaluation.errorCode == code)
    #expect(evaluation.errorMessage?.contains(word) == true, "\(evaluation)")
  }

  @Test func `a split between variants that are not there is told once it has a key`() throws {
    let flags = try Sample.flags(Sample.entry(targeting: #"{"fractional": [["fast", 1]]}"#))
    #expect(flags.evaluate("sample.speed", targetingKey: "a").errorCode == .general)
  }

  @Test func `a flag that does not exist is an error with an empty value`() throws {
    let evaluation = try Flags(Sample.known).evaluate("sample.spead")
    #expect(evaluation.value == "" && evaluation.reason == .error && evaluation.errorCode == .flagNotFound)
  }

  @Test func `a broken entry is a thrown error for a program that wants a choice`() throws {
    let flags = try Sample.flags("{}")
    let error = thrown { () throws(FlagError) in _ = try flags.choice("sample.speed") }
    guard case .unusable(flag: "sample.speed", code: .parseError, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("PARSE_ERROR") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test func `the command line outranks a broken entry`() throws {
    let flags = try Flags(Sample.known, commandLine: ["sample.speed=fused"], file: Sample.file("{}"))
    #expect(flags.evaluate("sample.speed").value == "fused" && flags.evaluate("sample.speed").errorCode == nil)
  }

  @Test func `codes and reasons are spelled as OpenFeature has them`() {
    #expect(
      [Evaluation.ErrorCode.flagNotFound, .parseError, .typeMismatch, .targetingKeyMissing, .general].map(\.rawValue)
        == ["FLAG_NOT_FOUND", "PARSE_ERROR", "TYPE_MISMATCH", "TARGETING_KEY_MISSING", "GENERAL"])
    #expect(
      [Evaluation.Reason.fixed, .default, .targetingMatch, .split, .disabled, .error, .rolledBack].map(\.rawValue)
        == ["STATIC", "DEFAULT", "TARGETING_MATCH", "SPLIT", "DISABLED", "ERROR", "ROLLED_BACK"])
  }
}

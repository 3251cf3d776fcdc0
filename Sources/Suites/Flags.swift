import Foundation
import TickmarkAgreement
import TickmarkFlags
import TickmarkFrames
public import TickmarkMeasurement

extension Suite {
  /// Every call of an operation asks its flag first, and some are watched by a guard. What runs is what the environment says
  /// (`ab --flag`).
  public static let flags = Suite(
    "flags", question: "What does it cost to ask a flag, and what to watch an implementation beside another?",
    sizes: .smoke(60, 17), .full(1_000, 50)
  ) { size in
    let questions = try FlagQuestions(count: size.rows)
    Operation("evaluate", elements: size.rows, unit: "evaluations", yardsticks: [.arithmetic]) {
      Variant("static") { questions.constant() }
      Variant("flag") { questions.fixed() }
      Variant("split") { questions.split() }
    }
    let direct = try FlaggedPack(.seed, "simd", (size.rows, size.columns))
    let watched = try WatchedPack((size.rows, size.columns))
    let bytes = size.count * 4 * 7
    Operation(
      "shadow", elements: size.count, unit: "bars", yardsticks: Yardstick.Kind.vectorCode(touching: bytes)
    ) {
      Variant("candidate", output: { direct }) { direct.run() }
      Variant("guarded", output: { watched.result }) { watched.run() }
    }
    let here = try Flags(OperationFlags.all, environment: ProcessInfo.processInfo.environment)
    try FlaggedOperations.all(days: size.rows, assets: size.columns)
      .map { try $0.measured(elements: size.count, under: here) }
  }
}

/// The same question asked again and again: how often the answer is `simd`, which it always is.
private final class FlagQuestions {
  private let keys: [String]
  private let choice: String
  private let flags: Flags
  private static let splitKey = "indicators.list"
  private static let fixedKey = "indicators.six-pack"

  init(count: Int) throws {
    keys = (0..<count).map { "user-\($0)" }
    choice = OperationFlags.sixPack.defaultChoice
    // One variant without a share, so that the answer is known and the whole way to it is walked.
    let entry = """
      {"state": "ENABLED", "variants": {"a": "simd", "b": "scalar"}, "defaultVariant": "b",
       "targeting": {"fractional": [["b", 0], ["a", 100]]}}
      """
    let fixed = #"{"state": "ENABLED", "variants": {"a": "simd"}, "defaultVariant": "a"}"#
    let file = try FlagFile(
      path: "flags.json", text: "{\"flags\": {\"\(Self.splitKey)\": \(entry), \"\(Self.fixedKey)\": \(fixed)}}")
    flags = try Flags(OperationFlags.all, file: file)
  }

  /// What an operation without a flag does.
  func constant() -> Int {
    var count = 0
    for _ in keys where isSIMD(choice) { count += 1 }
    return count
  }

  func fixed() -> Int {
    var count = 0
    for _ in keys where isSIMD(flags.evaluate(Self.fixedKey).value) { count += 1 }
    return count
  }

  func split() -> Int {
    var count = 0
    for key in keys where isSIMD(flags.evaluate(Self.splitKey, targetingKey: key).value) { count += 1 }
    return count
  }

  /// Not inlined, so that the constant is asked as often as the flag.
  @inline(never) private func isSIMD(_ choice: String) -> Bool { choice == "simd" }
}

/// One of a hundred calls runs both sides, which are the same code: what that adds is the guard's cost.
private final class WatchedPack {
  private let watch: Guard
  private let control: FlaggedPack
  private let candidate: FlaggedPack
  private(set) var result: FlaggedPack

  init(_ size: (days: Int, assets: Int)) throws {
    // A margin that no neighbour of the machine exceeds: the candidate serves to the end.
    let plan = try GuardPlan(for: OperationFlags.sixPack, control: "simd", candidate: "simd", share: 0.01, margin: 10)
    watch = Guard(OperationFlags.sixPack.key, plan: plan)
    control = try FlaggedPack(.seed, "simd", size)
    candidate = try FlaggedPack(.seed, "simd", size)
    result = candidate
  }

  func run() {
    result = watch.call(
      .exact,
      control: {
        control.run()
        return control
      },
      candidate: {
        candidate.run()
        return candidate
      })
  }
}

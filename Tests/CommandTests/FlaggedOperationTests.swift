import Foundation
import Testing

/// `tickmark indicators` and `tickmark backtest` run what their flags choose.
@Suite struct FlaggedOperationTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.file("prices.csv", Prices.wide)
    try place.file("weights.csv", Prices.weights)
  }

  /// The variant that a back-test says it ran.
  private func variant(_ arguments: String..., environment: [String: String] = [:]) throws -> String? {
    let outcome = try Executable.tickmark.run(
      ["backtest", "--weights", "weights.csv", "--prices", "prices.csv", "--format", "json=-"] + arguments,
      in: place.folder, environment: environment)
    #expect(outcome.status == 0, "\(outcome)")
    return try JSON(Data(outcome.output.utf8))["variant"].text
  }

  @Test func `the command line outranks the environment, that the file, and --variant all`() throws {
    #expect(try variant() == "simd")
    #expect(try place.tickmark("flags", "set", "backtest.tracking=parallel").status == 0)
    #expect(try variant() == "parallel")
    let environment = ["TICKMARK_FLAG_BACKTEST_TRACKING": "scalar"]
    #expect(try variant(environment: environment) == "scalar")
    #expect(try variant("--flag", "backtest.tracking=simd", environment: environment) == "simd")
    #expect(try variant("--flag", "backtest.tracking=simd", "--variant", "scalar") == "scalar")
  }

  @Test func `each rule set has a flag of its own`() throws {
    #expect(try variant("--flag", "backtest.book=scalar") == "simd")
    #expect(try variant("--rules", "engine", "--flag", "backtest.book=scalar") == "scalar")
  }

  @Test func `a roll-back is obeyed and told`() throws {
    #expect(try place.tickmark("flags", "set", "backtest.tracking=parallel", "--control", "scalar").status == 0)
    #expect(
      try place.tickmark("flags", "rehearse", "backtest.tracking", "--calls", "1", "--share", "1", "--plant", "wrong")
        .status == 5)
    #expect(try variant() == "scalar")
    let outcome = try place.tickmark("backtest", "--weights", "weights.csv", "--prices", "prices.csv")
    #expect(outcome.errors.contains("'backtest.tracking' is rolled back to 'scalar'"), "\(outcome)")
  }

  @Test func `indicators obey their flags, and every choice writes the same bytes`() throws {
    let outputs = try ["scalar", "simd", "parallel"].flatMap { choice in
      try [["--flag", "indicators.six-pack=\(choice)"], ["--variant", choice]].map { arguments in
        let outcome = try Executable.tickmark.run(
          ["indicators", "--prices", "prices.csv"] + arguments, in: place.folder)
        #expect(outcome.status == 0, "\(outcome)")
        return outcome.output
      }
    }
    #expect(Set(outputs).count == 1)
  }

  @Test(arguments: [
    ["indicators", "--prices", "prices.csv", "--flag", "indicators.six-pack=fast"],
    ["indicators", "--prices", "prices.csv", "--flag", "indicators.sixpack=simd", "--variant", "simd"],
    ["indicators", "--prices", "prices.csv", "--indicators", "sma", "--flag", "six"],
    ["backtest", "--weights", "weights.csv", "--prices", "prices.csv", "--flag", "backtest.book=fused"],
  ])
  func `a flag that cannot be ends the command before it computes`(arguments: [String]) throws {
    let outcome = try Executable.tickmark.run(arguments, in: place.folder)
    #expect(outcome.status == 78 && outcome.output == "" && outcome.complaints.count == 1, "\(outcome)")
  }

  @Test func `an entry that gives no choice ends the command`() throws {
    try place.file(
      ".tickmark/flags.json",
      #"{"flags": {"backtest.tracking": {"state": "ENABLED", "variants": {"a": "fast"}, "defaultVariant": "a"}}}"#)
    let outcome = try place.tickmark("backtest", "--weights", "weights.csv", "--prices", "prices.csv")
    #expect(outcome.status == 78 && outcome.output == "", "\(outcome)")
    #expect(outcome.complaints.first?.contains("scalar, simd, parallel") == true, "\(outcome)")
  }
}

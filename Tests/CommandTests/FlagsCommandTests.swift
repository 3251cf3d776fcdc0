import Foundation
import Testing

@Suite struct FlagsCommandTests {
  private let place: Workplace
  init() throws { place = try Workplace() }

  private func flags(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
    try Executable.tickmark.run(["flags"] + arguments, in: place.folder, environment: environment)
  }

  /// A flag's row of `flags show`, in the next process.
  private func shown(_ key: String, file: String = ".tickmark/flags.json", environment: [String: String] = [:]) throws
    -> JSON
  {
    let outcome = try flags("show", "--format", "json=-", environment: environment)
    #expect(outcome.status == 0, "\(outcome)")
    let document = try JSON(Data(outcome.output.utf8))
    #expect(document["schema"].text == "tickmark.flags/1")
    return try #require(document["flags"].list.first { $0["flagKey"].text == key })
  }

  static let keys = [
    "indicators.six-pack", "indicators.bench-pack", "indicators.list", "backtest.tracking", "backtest.book",
  ]

  @Test func `every flag is shown within 80 columns, and nothing is written`() throws {
    let outcome = try flags("show")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.dropFirst().map { $0.prefix { $0 != " " } } == Self.keys.map { $0[...] })
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(place.files == [])
  }

  @Test(arguments: keys) func `a wrong candidate is taken back, and the next process knows why`(key: String) throws {
    // The same code on both sides: only what is planted can be found.
    #expect(try flags("set", "\(key)=simd", "--control", "scalar", "--share", "0.5").status == 0)
    let outcome = try flags("rehearse", key, "--calls", "40", "--plant", "wrong")
    #expect(outcome.status == 5, "\(outcome)")
    #expect(outcome.output.contains("rolled back: 'simd' differs at "))
    let row = try shown(key)
    #expect(row["value"].text == "scalar" && row["reason"].text == "ROLLED_BACK")
    #expect(row["guard"]["state"].text == "rolledBack")
    #expect(row["decision"]["reason"].text == "disagreement")
    #expect(row["decision"]["expected"].text != row["decision"]["actual"].text)
    #expect(row["decision"]["shadows"].number == 1)
    let text = try flags("show").output
    #expect(text.contains("rolled back") && text.contains("differs at"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
  }

  @Test(arguments: keys) func `a slow candidate is taken back, and the next process knows why`(key: String) throws {
    #expect(try flags("set", "\(key)=simd", "--control", "scalar", "--share", "1").status == 0)
    let outcome = try flags("rehearse", key, "--calls", "200", "--plant", "slow")
    #expect(outcome.status == 1, "\(outcome)")
    let row = try shown(key)
    #expect(row["value"].text == "scalar" && row["reason"].text == "ROLLED_BACK")
    #expect(row["decision"]["reason"].text == "slowdown")
    #expect((row["decision"]["ratio"].number ?? 0) > 1.05)
    #expect((row["decision"]["shadows"].number ?? 0) >= 14)
  }

  @Test func `the same code on both sides is not taken back`() throws {
    let outcome = try flags(
      "rehearse", "backtest.tracking", "--candidate", "scalar", "--control", "scalar", "--share", "1", "--calls", "60",
      "--margin", "1")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.output.contains("none, the candidate serves"))
    #expect(place.files == [])
  }

  @Test func `a roll-back stays until the flag is set or reset`() throws {
    #expect(try flags("set", "indicators.list=fused", "--control", "scalar", "--share", "1").status == 0)
    #expect(try flags("rehearse", "indicators.list", "--calls", "1", "--plant", "wrong").status == 5)
    let again = try flags("rehearse", "indicators.list", "--calls", "5")
    #expect(again.status == 5 && again.errors.contains("already rolled back"), "\(again)")
    #expect(try flags("set", "indicators.list=fused", "--control", "scalar").status == 0)
    let row = try shown("indicators.list")
    #expect(row["value"].text == "fused" && row["reason"].text == "STATIC")
    #expect(row["guard"]["state"].text == "watching" && row["decision"].isNull)
  }

  @Test func `the environment and the command line outrank a roll-back`() throws {
    #expect(try flags("set", "indicators.list=fused", "--control", "scalar", "--share", "1").status == 0)
    #expect(try flags("rehearse", "indicators.list", "--calls", "1", "--plant", "wrong").status == 5)
    let row = try shown("indicators.list", environment: ["TICKMARK_FLAG_INDICATORS_LIST": "fused"])
    #expect(row["value"].text == "fused" && row["source"].text == "TICKMARK_FLAG_INDICATORS_LIST")
    let text = try flags("show", "--flag", "indicators.list=simd").output
    #expect(text.contains("from the command line"))
  }

  @Test func `what is set is shown, and reset takes it away`() throws {
    #expect(try flags("set", "backtest.book=parallel").status == 0)
    #expect(try shown("backtest.book")["value"].text == "parallel")
    #expect(try flags("set", "backtest.tracking=scalar").status == 0)
    #expect(try flags("reset", "backtest.book").status == 0)
    #expect(try shown("backtest.book")["reason"].text == "DEFAULT")
    #expect(try shown("backtest.tracking")["value"].text == "scalar")
    #expect(try flags("reset", "--all").status == 0)
    #expect(try place.text(".tickmark/flags.json") == "{\n  \"flags\" : {\n\n  }\n}\n")
  }

  @Test func `a default that a rehearsal found wrong is not used any more`() throws {
    #expect(try shown("backtest.book")["value"].text == "simd")
    #expect(try flags("rehearse", "backtest.book", "--share", "1", "--calls", "1", "--plant", "wrong").status == 5)
    let row = try shown("backtest.book")
    #expect(row["value"].text == "scalar" && row["reason"].text == "ROLLED_BACK")
    let outranked = try shown("backtest.book", environment: ["TICKMARK_FLAG_BACKTEST_BOOK": "simd"])
    #expect(outranked["value"].text == "simd")
  }

  @Test func `reset forgets a rehearsal that had no flag file`() throws {
    let rehearsed = try flags(
      "rehearse", "backtest.book", "--share", "1", "--calls", "1", "--plant", "wrong", "--file", "mine.json")
    #expect(rehearsed.status == 5 && place.exists("guards.json"), "\(rehearsed)")
    #expect(try flags("reset", "backtest.book", "--file", "mine.json").status == 0)
    #expect(try place.json("guards.json")["decisions"].keys == [])
    #expect(try flags("reset", "backtest.book", "--file", "mine.json").status == 66)
  }

  @Test func `a split is shown for whoever asks, and the commands say that they have no key`() throws {
    try place.file(
      ".tickmark/flags.json",
      #"""
      {"flags": {"backtest.book": {"state": "ENABLED", "variants": {"a": "scalar", "b": "simd"},
        "defaultVariant": "a", "targeting": {"fractional": [["a", 50], ["b", 50]]}}}}
      """#)
    #expect(try shown("backtest.book")["errorCode"].text == "TARGETING_KEY_MISSING")
    let rows = try (0..<8).map { number in
      let outcome = try flags("show", "--targeting-key", "user-\(number)", "--format", "json=-")
      return try #require(
        JSON(Data(outcome.output.utf8))["flags"].list.first { $0["flagKey"].text == "backtest.book" })
    }
    #expect(rows.allSatisfy { $0["reason"].text == "SPLIT" })
    #expect(Set(rows.compactMap { $0["value"].text }) == ["scalar", "simd"])
  }

  @Test func `a file of somebody else is kept, and its flags are named`() throws {
    try place.file("mine.json", #"{"flags": {"their.flag": {"state": "ENABLED", "variants": {"a": 1}}}, "x": 2}"#)
    #expect(try flags("set", "backtest.book=scalar", "--file", "mine.json").status == 0)
    let document = try place.json("mine.json")
    #expect(document["x"].number == 2 && document["flags"]["their.flag"]["variants"]["a"].number == 1)
    let text = try flags("show", environment: ["TICKMARK_FLAGS": "mine.json"]).output
    #expect(text.contains("not known here: their.flag"))
  }

  static let refused: [[String]] = [
    ["set", "indicators.sixpack=simd"], ["set", "indicators.list=fast"], ["set", "indicators.list"],
    ["set", "indicators.list=fused", "--control", "fast"],
    ["set", "indicators.list=fused", "--control", "fused"],
    ["set", "indicators.list=fused", "--control", "scalar", "--margin", "-0.1"],
    ["set", "indicators.list=fused", "--control", "scalar", "--margin", "11"],
    ["set", "indicators.list=fused", "--control", "scalar", "--margin", "nan"],
    ["set", "indicators.list=fused", "--control", "scalar", "--share", "0"],
    ["set", "indicators.list=fused", "--control", "scalar", "--share", "2"],
    ["reset", "indicators.sixpack"], ["rehearse", "indicators.sixpack"],
    ["rehearse", "indicators.list", "--margin", "-1"], ["rehearse", "indicators.list", "--candidate", "fast"],
    ["show", "--flag", "indicators.list=fast"],
  ]

  @Test(arguments: refused) func `what cannot be is refused in one line, and nothing is written`(
    arguments: [String]
  ) throws {
    let outcome = try Executable.tickmark.run(["flags"] + arguments, in: place.folder)
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.complaints.count == 1 && outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
    #expect(outcome.output == "" && place.files == [])
  }

  @Test func `an unknown flag or choice is answered with those that there are`() throws {
    let flag = try flags("set", "indicators.sixpack=simd").complaints.first ?? ""
    #expect(Self.keys.allSatisfy { flag.contains($0) }, "\(flag)")
    let choice = try flags("set", "indicators.list=fast").complaints.first ?? ""
    #expect(choice.hasSuffix("there are scalar, simd, fused, parallel"), "\(choice)")
    let variable = try flags("show", environment: ["TICKMARK_FLAG_INDICATORS_SIXPACK": "simd"])
    #expect(variable.status == 78 && variable.errors.contains("TICKMARK_FLAG_INDICATORS_SIX_PACK"), "\(variable)")
  }

  @Test(arguments: [
    ["show"], ["set", "indicators.list=simd"], ["reset", "indicators.list"], ["rehearse", "indicators.list"],
  ])
  func `a flag file that is not JSON is refused in one line, and left whole`(arguments: [String]) throws {
    try place.file(".tickmark/flags.json", "{\"flags\": {")
    let outcome = try Executable.tickmark.run(["flags"] + arguments, in: place.folder)
    #expect(outcome.status == 78, "\(outcome)")
    #expect(outcome.complaints.first?.contains("is not JSON") == true && outcome.complaints.count == 1, "\(outcome)")
    #expect(try place.text(".tickmark/flags.json") == "{\"flags\": {")
  }

  @Test func `damaged records are refused before the flag file is touched`() throws {
    try place.file(".tickmark/guards.json", "{")
    let outcome = try flags("set", "indicators.list=simd")
    #expect(outcome.status == 78 && outcome.complaints.count == 1, "\(outcome)")
    #expect(place.files == [".tickmark/guards.json"])
  }

  @Test func `a file that was named and is not there is missing`() throws {
    let outcome = try flags("show", "--file", "none.json")
    #expect(outcome.status == 66 && outcome.complaints.count == 1, "\(outcome)")
  }
}

import Foundation
import Testing

/// What the rules `engine` refuse: one line, the right status, and no file.
@Suite struct EngineBacktestRefusalTests {
  private let place: Workplace
  private let book: ShareBook
  private static let inputs = ["closes.csv", "opens.csv", "weights.csv"]

  init() throws {
    place = try Workplace()
    book = try ShareBook(place)
  }

  /// Runs with every file asked for, expects none.
  private func refused(_ arguments: [String], rules: String = "engine", files: [String] = inputs) throws -> Outcome {
    let outputs = ["--trades", "trades.csv", "--format", "json=result.json", "--format", "csv=-"]
    let outcome = try book.backtest(arguments + outputs, rules: rules)
    #expect(outcome.output == "", "\(outcome)")
    #expect(outcome.complaints.count == 1, "\(outcome)")
    #expect(place.files == files)
    return outcome
  }

  private static let costs: [[String]] = [
    ["--cost-per-share", "1"], ["--cost-minimum", "1"], ["--cost-cap", "1"], ["--slippage-bps", "1"],
  ]

  @Test(arguments: costs) func `two cost models at once are refused`(other: [String]) throws {
    let outcome = try refused(["--cost-bps", "5"] + other)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.complaints == ["--cost-bps and \(other[0]) are two cost models; give one"])
  }

  @Test(
    arguments: costs + [
      ["--open", "opens.csv"], ["--rebalance", "daily"], ["--allocation", "fixed"], ["--timing", "barClose"],
      ["--carry", "leg"], ["--cost-bps", "5"], ["--ledger", "ledger.csv"],
    ]) func `an option of this rule set is refused by the other`(option: [String]) throws
  {
    let outcome = try refused(option, rules: "seed")
    #expect(outcome.status == 64, "\(outcome)")
    #expect(
      outcome.complaints == [
        "\(option[0]) is no setting of the rules 'seed'; leave it out, or give --rules engine"
      ])
  }

  @Test func `an option of the other rule set is refused by this one`() throws {
    let outcome = try refused(["--costs", "costs.csv"])
    #expect(outcome.status == 64, "\(outcome)")
    #expect(
      outcome.complaints == ["--costs is no setting of the rules 'engine'; leave it out, or give --rules seed"])
  }

  @Test func `fills at the open need opening prices`() throws {
    let outcome = try refused(["--timing", "nextBarOpen"])
    #expect(outcome.status == 64, "\(outcome)")
    #expect(
      outcome.complaints == ["--timing nextBarOpen fills at opening prices; name them with --open FILE"])
  }

  @Test(arguments: [
    ["--timing", "later"], ["--allocation", "half"], ["--carry", "none"], ["--cost-bps", "much"],
    ["--variant", "fused"],
  ]) func `a setting that there is not ends with 64`(arguments: [String]) throws {
    #expect(try refused(arguments).status == 64)
  }

  @Test(arguments: ["0", "-5", "nan", "inf"]) func `a capital that is no amount ends with 65`(capital: String) throws {
    let outcome = try refused(["--capital", capital])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.complaints.first?.hasSuffix("; give an amount above 0") == true)
  }

  @Test(arguments: costs.map { $0[0] } + ["--cost-bps"], ["-1", "nan", "inf"])
  func `a cost that is no amount ends with 65`(option: String, value: String) throws {
    let outcome = try refused([option, value])
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.complaints.first?.hasSuffix("; give a finite number of 0 or above") == true)
  }

  @Test(arguments: [
    ("2024-01-04", "'dates.csv': rebalance date 2024-01-04 is no day of the weights; give days that they have"),
    ("monday", "'dates.csv', line 2, field 'Date': 'monday' is not a date; write YYYY-MM-DD, YYYYMMDD or M/D/YYYY"),
    ("", "'dates.csv', line 2, field 'Date': '' is not a date; write YYYY-MM-DD, YYYYMMDD or M/D/YYYY"),
  ]) func `a rebalance date that is no day of the weights ends with 65`(date: String, message: String) throws {
    try place.file("dates.csv", "Date,why\n\(date),entry\n")
    let outcome = try refused(["--rebalance", "dates.csv"], files: (Self.inputs + ["dates.csv"]).sorted())
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.complaints == [message])
  }

  @Test(arguments: ["--prices", "--open"]) func `an asset of the weights without prices ends with 65`(
    option: String
  ) throws {
    try place.file("closes.csv", ShareBook.closes)
    try place.file("opens.csv", "Date,A\n2024-01-02,1\n2024-01-03,1\n2024-01-05,1\n2024-01-08,1\n")
    let outcome = try refused([option, "opens.csv"])
    let name = option == "--open" ? "open prices" : "prices"
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.complaints == ["asset 'B' has weights but no \(name); add a column 'B' to the \(name)"])
  }

  @Test(arguments: ["--prices", "--open"]) func `prices of other days end with 65`(option: String) throws {
    let name = option == "--open" ? "open prices" : "prices"
    try place.file("opens.csv", "Date,A,B\n2024-01-02,1,1\n")
    let fewer = try refused([option, "opens.csv"])
    #expect(fewer.status == 65, "\(fewer)")
    #expect(fewer.complaints == ["the weights have 4 days and the \(name) 1; give both the same days"])
    try place.file("opens.csv", ShareBook.opens.replacing("01-03", with: "01-04"))
    let others = try refused([option, "opens.csv"])
    #expect(others.status == 65, "\(others)")
    #expect(
      others.complaints == [
        "day 2 is 2024-01-03 in the weights and 2024-01-04 in the \(name); give both the same days"
      ])
  }

  @Test(arguments: ["--weights", "--prices", "--open", "--rebalance"]) func `a file that is not there ends with 66`(
    option: String
  ) throws {
    let outcome = try refused([option, "nowhere.csv"])
    #expect(outcome.status == 66, "\(outcome)")
    #expect(outcome.complaints == ["cannot read 'nowhere.csv': No such file or directory; check the path"])
  }

  @Test(arguments: ["--ledger", "--trades"], ["/dev/full", "nowhere/out.csv", "."])
  func `a place that cannot be written ends with 74`(option: String, path: String) throws {
    let outcome = try book.backtest([option, path])
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.count == 1)
    #expect(outcome.complaints.first?.hasPrefix("cannot write '\(path)': ") == true, "\(outcome)")
    #expect(place.files == Self.inputs)
  }

  @Test func `a full standard output ends with 74`() throws {
    let outcome = try book.backtest(["--format", "json=-"], output: "/dev/full")
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.count == 1)
  }

  @Test(
    .enabled(if: SmallDisk.isPossible, "SKIPPED: no right to mount a small disk; run as root"),
    arguments: ["--ledger", "--trades"], [false, true])
  func `a full or read-only disk leaves the old file as it was`(option: String, isFull: Bool) throws {
    let disk = try SmallDisk()
    let book = try ShareBook(disk.place)
    let output = "\(disk.folder)/out.csv"
    try Data("old".utf8).write(to: URL(filePath: output))
    if isFull { try disk.fill() } else { try disk.makeReadOnly() }
    let outcome = try book.backtest([option, output])
    #expect(outcome.status == 74, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("cannot write '\(output)': ") == true, "\(outcome)")
    #expect(try String(contentsOfFile: output, encoding: .utf8) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder).count == (isFull ? 2 : 1))
  }
}

import Foundation
import Testing

/// `tickmark data` on small files whose results can be had with a pencil.
@Suite struct TransformTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.file("prices.csv", Prices.long)
  }

  private func rows(_ name: String) throws -> [[String]] { Table(try place.text(name)).rows }

  /// Runs `tickmark data` and expects it to succeed.
  @discardableResult private func data(_ arguments: String...) throws -> Outcome {
    let outcome = try Executable.tickmark.run(["data"] + arguments, in: place.folder)
    #expect(outcome.status == 0, "\(outcome)")
    return outcome
  }

  @Test func `weeks of daily bars are the first open, the last close and all volume`() throws {
    try data("resample", "prices.csv", "--to", "week", "--output", "weeks.csv")
    // 2024-01-01 was a Monday.
    #expect(
      try rows("weeks.csv") == [
        ["A", "2024-01-07", "1.0", "7.0", "1.0", "7.0", "700"],
        ["A", "2024-01-14", "8.0", "14.0", "8.0", "14.0", "700"],
        ["A", "2024-01-21", "15.0", "21.0", "15.0", "21.0", "700"],
        ["B", "2024-01-03", "5.0", "6.0", "2.0", "3.0", "30"],
      ])
  }

  @Test func `hours of an evening session are the next day's`() throws {
    try place.file(
      "hours.csv", Prices.header + "A,2024-01-01 17:00:00,1,1,1,1,1\nA,2024-01-01 18:00:00,2,2,2,2,2\n")
    try data("resample", "hours.csv", "--to", "day", "--shift-minutes", "360", "--output", "days.csv")
    #expect(try rows("days.csv").map { $0[1] } == ["2024-01-01", "2024-01-02"])
    try data("resample", "hours.csv", "--to", "day", "--output", "days.csv")
    #expect(try rows("days.csv") == [["A", "2024-01-01", "1.0", "2.0", "1.0", "2.0", "3"]])
  }

  @Test func `a filter says what each step removed`() throws {
    let outcome = try data(
      "filter", "prices.csv", "--symbols", "A,X", "--from", "2024-01-03", "--to", "2024-01-20", "--minimum-close", "5",
      "--output", "some.csv")
    #expect(try rows("some.csv").map { $0[1] } == (5...20).map(Prices.day))
    for line in [
      "removed 3 bars by symbols", "removed 3 bars by days", "removed 2 bars by closes",
      "no symbol 'X' in 'prices.csv'",
    ] {
      #expect(outcome.errors.contains(line + "\n"), "\(outcome)")
    }
  }

  @Test func `a split and a dividend reach back from their day`() throws {
    try place.file(
      "actions.csv", "symbol,date,kind,value\nB,2024-01-02,split,2\nB,2024-01-03,dividend,1\nX,2024-01-02,split,2\n")
    let outcome = try data("adjust", "prices.csv", "--actions", "actions.csv", "--output", "adjusted.csv")
    #expect(outcome.errors.contains("changed nothing: split of X on 2024-01-02\n"))
    #expect(outcome.errors.contains("applied 2 of 3 actions\n"))
    // B closed at 5, 4, 3: three quarters for the dividend, half for the split.
    let table = Table(try place.text("adjusted.csv"))
    #expect((1...3).map { table.row("B", Prices.day($0))[5] } == ["1.875", "3.0", "3.0"])
    #expect((1...3).map { table.row("B", Prices.day($0))[6] } == ["20", "10", "10"])
    try data("adjust", "prices.csv", "--actions", "actions.csv", "--mode", "splits", "--output", "adjusted.csv")
    #expect(Table(try place.text("adjusted.csv")).row("B", Prices.day(1))[5] == "2.5")
  }

  @Test func `files are aligned to the days of both`() throws {
    try place.file("other.csv", "date,close\n2024-01-02,1\n2024-01-30,1\n")
    try data("align", "prices.csv", "--with", "other.csv", "--days", "intersection", "--output", "joint.csv")
    #expect(try rows("joint.csv").map { $0[1] } == ["2024-01-02", "2024-01-02"])
    try data("align", "prices.csv", "--with", "other.csv", "--days", "other", "--output", "joint.csv")
    #expect(try rows("joint.csv").last == ["B", "2024-01-30", "", "", "", "", ""])
    try data("align", "prices.csv", "--with", "other.csv", "--output", "joint.csv")
    #expect(try rows("joint.csv").count == 2 * 22)
  }

  @Test func `info says what each column takes`() throws {
    try data("import", "prices.csv", "--output", "prices.tmf")
    #expect(try data("info", "prices.tmf").output.contains("64 allocated, 672 mapped; 30.67 a bar"))
    let document = try JSON(Data(data("info", "prices.tmf", "--format", "json=-").output.utf8))
    #expect(document["bytesPerRow"].number == 28 && document["mappedBytes"].number == 24 * 28)
  }

  @Test func `a panel file is described and summarised, with indicators`() throws {
    try data("generate", "--symbols", "20", "--days", "60", "--features", "--output", "a.tmpanel")
    #expect(try data("info", "a.tmpanel").output.contains("columns   15 of Float32: open, high"))
    let document = try JSON(Data(data("info", "a.tmpanel", "--format", "json=-").output.utf8))
    #expect(document["schema"].text == "tickmark.panel-info/1" && document["tiles"].number == 2)
    let outcome = try data("summary", "a.tmpanel", "--indicators", "seed")
    let table = Table(outcome.output)
    #expect(table.header == ["column", "values", "gaps", "minimum", "maximum", "mean", "deviation"])
    #expect(table.rows.count == 15 + 6)
    #expect(table.rows.allSatisfy { (Int($0[1]) ?? 0) + (Int($0[2]) ?? 0) == 20 * 60 })
    #expect(outcome.errors.contains(" in 2 tiles; at most "))
    let rsi = try #require(table.rows.first { $0[0] == "rsi" })
    #expect((Double(rsi[3]) ?? -1) >= 0 && (Double(rsi[4]) ?? 101) <= 100)
  }

  private static let mistakes: [(arguments: [String], status: Int32)] = [
    (["resample", "prices.csv", "--to", "year", "--output", "a.csv"], 64),
    (["resample", "prices.csv", "--to", "week", "--shift-minutes", "5", "--output", "a.csv"], 64),
    (["resample", "prices.csv", "--to", "day", "--shift-minutes", "1440", "--output", "a.csv"], 64),
    (["resample", "prices.csv", "--to", "week", "--output", "a.txt"], 64),
    (["resample", "absent.csv", "--to", "week", "--output", "a.csv"], 66),
    (["filter", "prices.csv", "--from", "2024-02-30", "--output", "a.csv"], 64),
    (["filter", "prices.csv", "--from", "2024-02-02", "--to", "2024-01-01", "--output", "a.csv"], 64),
    (["filter", "prices.csv", "--minimum-close", "nan", "--output", "a.csv"], 64),
    (["adjust", "prices.csv", "--actions", "prices.csv", "--output", "a.csv"], 65),
    (["adjust", "prices.csv", "--actions", "absent.csv", "--output", "a.csv"], 66),
    (["align", "prices.csv", "--with", "absent.csv", "--output", "a.csv"], 66),
    (["summary", "prices.csv"], 65), (["summary", "absent.tmpanel"], 66),
    (["generate", "--symbols", "1", "--days", "1", "--features", "--output", "a.tmf"], 64),
    (["generate", "--symbols", "1", "--days", "1", "--precision", "float64", "--output", "a.tmpanel"], 64),
  ]

  @Test(arguments: mistakes)
  func `a mistake ends with its status, says so on one line and writes nothing`(arguments: [String], status: Int32)
    throws
  {
    let outcome = try Executable.tickmark.run(["data"] + arguments, in: place.folder)
    #expect(outcome.status == status, "\(outcome)")
    #expect(outcome.complaints.count == 1, "\(outcome)")
    #expect(place.files == ["prices.csv"])
  }
}

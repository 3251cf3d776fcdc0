import Foundation
import Testing

@Suite struct PortfolioTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.file("mu.csv", "symbol,return\nA,0.10\nB,0.20\nC,0.05\n")
    try place.file("cov.csv", ",A,B,C\nA,0.04,0.01,0\nB,0.01,0.09,0.02\nC,0,0.02,0.01\n")
  }

  private func portfolio(_ arguments: String...) throws -> Outcome {
    try Executable.tickmark.run(["portfolio", "--cov", "cov.csv"] + arguments, in: place.folder)
  }

  @Test func `weights come out by symbol, and the document says how good they are`() throws {
    let outcome = try portfolio(
      "--mu", "mu.csv", "--cap", "0.6", "--format", "json=-", "--format", "csv=weights.csv")
    #expect(outcome.status == 0, "\(outcome)")
    let document = try JSON(Data(outcome.output.utf8))
    #expect(document["schema"].text == "tickmark.portfolio/1")
    let weights = document["weights"].list.compactMap(\.number)
    #expect(weights.count == 3 && abs(weights.reduce(0, +) - 1) <= 1e-12)
    #expect(document["assets"].list.compactMap(\.text) == ["A", "B", "C"])
    #expect(try #require(document["gap"].number) <= 1e-12)
    #expect(document["notes"].list.isEmpty)
    for key in ["objective", "kktResidual", "iterations", "seconds", "expectedReturn", "standardDeviation", "ridge"] {
      #expect(document[key].number != nil, "\(key)")
    }
    let lines = try place.text("weights.csv").split(separator: "\n")
    #expect(lines.first == "symbol,weight" && lines.count == 4)
    let first = try #require(Double(lines[1].dropFirst(2)))
    #expect(lines[1].hasPrefix("A,") && abs(first - weights[0]) <= 1e-15)
  }

  @Test(arguments: [
    ("0.10\n0.20\n0.05\n", "0.04,0.01,0\n0.01,0.09,0.02\n0,0.02,0.01\n"),
    ("0.10,0.20,0.05\n", "A,B,C\n0.04,0.01,0\n0.01,0.09,0.02\n0,0.02,0.01\n"),
    ("A,B,C\r\n0.10,0.20,0.05\r\n", "A,0.04,0.01,0\nB,0.01,0.09,0.02\nC,0,0.02,0.01"),
    ("return\n0.10\n0.20\n0.05\n", "\u{FEFF},A,B,C\nA,0.04,0.01,0\nB,0.01,0.09,0.02\nC,0,0.02,0.01\n"),
  ]) func `files come with and without a header and names`(mu: String, cov: String) throws {
    let expected = try portfolio("--mu", "mu.csv", "--cap", "0.6").output.split(separator: "\n").dropFirst()
    try place.file("mu.csv", mu)
    try place.file("cov.csv", cov)
    let outcome = try portfolio("--mu", "mu.csv", "--cap", "0.6")
    #expect(outcome.status == 0, "\(outcome)")
    let weights = outcome.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",").last }
    #expect(weights == expected.map { $0.split(separator: ",").last })
  }

  @Test(arguments: ["minimum-risk", "risk-parity", "maximum-sharpe", "return-less-risk", "frontier"])
  func `every goal has an answer`(goal: String) throws {
    let outcome = try portfolio("--mu", "mu.csv", "--cap", "1", "--goal", goal, "--format", "json=-")
    #expect(outcome.status == 0, "\(outcome)")
    let document = try JSON(Data(outcome.output.utf8))
    #expect(document["goal"].text == goal)
    let points = goal == "frontier" ? document["points"].list : [document]
    #expect(points.count == (goal == "frontier" ? 20 : 1))
    for point in points { #expect(try #require(point["gap"].number) <= 1e-9) }
  }

  @Test func `a return to reach is reached, within groups and bounds of their own`() throws {
    try place.file("groups.csv", "group,lower,upper,A,B,C\nbonds,0.3,0.5,0,0,1\n")
    try place.file("bounds.csv", "symbol,lower,upper\nA,0,0.4\nB,0.1,0.9\nC,0,1\n")
    let outcome = try portfolio(
      "--mu", "mu.csv", "--goal", "target-return", "--target", "0.12", "--groups", "groups.csv", "--bounds",
      "bounds.csv", "--format", "json=-")
    #expect(outcome.status == 0, "\(outcome)")
    let document = try JSON(Data(outcome.output.utf8))
    #expect(abs(try #require(document["expectedReturn"].number) - 0.12) <= 1e-12)
    let weights = document["weights"].list.compactMap(\.number)
    #expect(weights.count == 3 && weights[2] >= 0.3 - 1e-12 && weights[2] <= 0.5 + 1e-12 && weights[0] <= 0.4)
  }

  @Test func `what was done to a covariance that is none is said`() throws {
    try place.file("cov.csv", "0.04,0.0401,0\n0.0401,0.04,0\n0,0,0.01\n")
    let outcome = try portfolio("--mu", "mu.csv", "--cap", "1", "--format", "json=-")
    #expect(outcome.status == 0, "\(outcome)")
    let notes = try JSON(Data(outcome.output.utf8))["notes"].list.compactMap(\.text)
    #expect(notes.count == 1 && notes[0].contains("not positive semidefinite"), "\(notes)")
  }

  @Test(arguments: [
    (["--mu", "mu.csv", "--cap", "0.3"], 65, "the upper bounds of the 3 assets sum to"),
    (["--mu", "mu.csv"], 65, "the upper bounds of the 3 assets sum to"),
    (["--mu", "nan.csv", "--cap", "1"], 65, "the expected return of asset 2 is not a finite number"),
    (["--mu", "text.csv", "--cap", "1"], 65, "'text.csv', line 3"),
    (["--mu", "two.csv", "--cap", "1"], 65, "'two.csv' has 2 rows of 1 numbers, and the covariance 3 assets"),
    (["--mu", "other.csv", "--cap", "1"], 65, "'cov.csv' has 'A' where 'other.csv' has 'B'"),
    (["--mu", "empty.csv", "--cap", "1"], 65, "'empty.csv'"),
    (["--mu", "nowhere.csv", "--cap", "1"], 66, "cannot read 'nowhere.csv'"),
    (["--mu", "mu.csv", "--cap", "1", "--bounds", "mu.csv"], 64, "--bounds and --cap exclude each other"),
    (["--mu", "mu.csv", "--cap", "1", "--risk-aversion", "-1"], 64, "the risk aversion is -1"),
    (["--mu", "mu.csv", "--cap", "1", "--risk-aversion", "nan"], 64, "the risk aversion is nan"),
    (["--mu", "mu.csv", "--cap", "nan"], 65, "the upper bound of asset 1 is not a finite number"),
    (["--mu", "mu.csv", "--cap", "1", "--variant", "simd"], 64, "no variant 'simd'; there are scalar, activeSet"),
    (["--cap", "1"], 64, "--goal return-less-risk needs --mu"),
    (["--mu", "mu.csv", "--cap", "1", "--goal", "target-return"], 64, "--target and --goal target-return go together"),
    (["--mu", "mu.csv", "--cap", "1", "--goal", "target-return", "--target", "3"], 65, "no weights return 3"),
    (["--mu", "mu.csv", "--cap", "1", "--goal", "maximum-sharpe", "--risk-free", "1"], 65, "no portfolio is expected"),
    (["--mu", "mu.csv", "--cap", "0.5", "--goal", "risk-parity"], 64, "risk parity takes no bounds"),
    (["--mu", "mu.csv", "--cap", "1", "--goal", "frontier", "--points", "1"], 64, "a frontier of 1 points"),
    (["--mu", "mu.csv", "--cap", "1", "--groups", "half.csv"], 65, "'half.csv': group 1 has 0.5 for an asset"),
  ]) func `what cannot be is one line`(arguments: [String], status: Int32, beginning: String) throws {
    try place.file("nan.csv", "0.1\nnan\n0.2\n")
    try place.file("text.csv", "return\n0.1\nmuch\n0.2\n")
    try place.file("two.csv", "0.1\n0.2\n")
    try place.file("other.csv", "B,0.1\nA,0.2\nC,0.3\n")
    try place.file("empty.csv", "")
    try place.file("half.csv", "group,lower,upper,A,B,C\ntech,0,1,0.5,0,0\n")
    let outcome = try Executable.tickmark.run(["portfolio", "--cov", "cov.csv"] + arguments, in: place.folder)
    #expect(outcome.status == status, "\(outcome)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaints.count == 1 && outcome.complaints[0].contains(beginning), "\(outcome.complaints)")
  }

  @Test func `a ratio to a risk of none is refused, and beside one without a bound`() throws {
    try place.file("cov.csv", "0,0\n0,0.04\n")
    try place.file("mu.csv", "0.01\n0.1\n")
    let arguments = ["--mu", "mu.csv", "--cap", "1", "--goal", "maximum-sharpe", "--format", "json=-"]
    let endless = try Executable.tickmark.run(["portfolio", "--cov", "cov.csv"] + arguments, in: place.folder)
    #expect(endless.status == 65 && endless.complaints.first?.hasPrefix("there are weights without risk") == true)
    let other = ["portfolio", "--cov", "cov.csv"] + arguments + ["--risk-free", "0.02"]
    let finite = try Executable.tickmark.run(other, in: place.folder)
    let document = try JSON(Data(finite.output.utf8))
    #expect(document["weights"].numbers == [0, 1] && document["gap"].number == nil, "\(finite)")
    #expect(finite.output.contains("there are weights without risk"))
  }

  @Test func `names may look like numbers`() throws {
    try place.file("cov.csv", "symbol,0700,9988\n0700,0.02,0.01\n9988,0.01,0.04\n")
    try place.file("mu.csv", "symbol,mu\n0700,0.1\n9988,0.2\n")
    let outcome = try portfolio("--mu", "mu.csv", "--cap", "1")
    let lines = outcome.output.split(separator: "\n").map { $0.prefix(5) }
    #expect(outcome.status == 0 && lines == ["symbo", "0700,", "9988,"], "\(outcome)")
  }

  @Test(arguments: [
    "0.04,0.01\n0.01\n", "0.04,0.01,1\n0.01,0.05,2\n", "0.04,nan\nnan,0.05\n", "-1,0\n0,1\n", "1,2\n0,1\n",
    "0,5\n5,0\n",
  ])
  func `a covariance that is none ends with 65`(text: String) throws {
    try place.file("cov.csv", text)
    try place.file("mu.csv", "0.1\n0.2\n")
    let outcome = try portfolio("--mu", "mu.csv", "--cap", "1")
    #expect(outcome.status == 65 && outcome.complaints.count == 1, "\(outcome)")
  }
}

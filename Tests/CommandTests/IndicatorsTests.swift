import Foundation
import Testing

@Suite struct IndicatorsTests {
  private let place: Workplace
  private let prices: String

  static let ways = ["scalar", "simd"].flatMap { variant in
    ["float32", "float64"].map { (variant: variant, precision: $0) }
  }

  init() throws {
    place = try Workplace()
    prices = try place.file("prices.csv", Prices.long)
  }

  private func indicators(_ arguments: String...) throws -> Outcome {
    try Executable.tickmark.run(["indicators", "--prices", prices] + arguments, in: place.folder)
  }

  @Test(arguments: ways) func `the seed's set is what a pencil gives`(variant: String, precision: String) throws {
    let outcome = try indicators("--variant", variant, "--precision", precision)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors == "")
    let table = Table(outcome.output)
    #expect(table.header == ["symbol", "date", "sma_20", "sma_50", "rsi", "bb_middle", "bb_upper", "bb_lower"])
    #expect(table.rows.count == 24)
    #expect(table.row("A", "2024-01-01") == ["A", "2024-01-01", "1.0", "1.0", "", "", "", ""])
    #expect(table.row("A", "2024-01-14")[4] == "")
    #expect(table.row("A", "2024-01-15")[4] == "100.0", "nothing but gains, from row 14 on")
    #expect(table.row("A", "2024-01-20")[2...3] == ["10.5", "10.5"])
    #expect(table.row("A", "2024-01-21")[2...3] == ["11.5", "11.0"])
    #expect(table.row("B", "2024-01-03")[2...3] == ["4.0", "4.0"])
    // 1 to 20: mean 10.5, sample deviation the root of 35.
    let bands = table.row("A", "2024-01-20")[5...7].compactMap(Double.init)
    let tolerance = precision == "float64" ? 1e-12 : 1e-5
    for (band, expected) in zip(bands, [10.5, 10.5 + 2 * 35.0.squareRoot(), 10.5 - 2 * 35.0.squareRoot()]) {
      #expect(abs(band - expected) <= tolerance)
    }
    #expect(bands.count == 3)
  }

  @Test(arguments: ways) func `the bench set is what a pencil gives, in JSON`(variant: String, precision: String) throws
  {
    let outcome = try indicators(
      "--set", "bench", "--variant", variant, "--precision", precision, "--format", "json=-")
    #expect(outcome.status == 0, "\(outcome)")
    let document = try JSON(Data(outcome.output.utf8))
    #expect(document["schema"].text == "tickmark.indicators/1")
    #expect(document["set"].text == "bench")
    let rising = document["symbols"]["A"]
    #expect(rising.keys == ["date", "returns", "rsi", "sma_20", "sma_50", "volatility", "volume_sma"])
    #expect(rising["date"].list.first?.text == "2024-01-01")
    #expect(rising["sma_20"].list[18].isNull)
    #expect(rising["sma_20"].numbers == [10.5, 11.5])
    #expect(rising["sma_50"].numbers == [])
    #expect(rising["rsi"].list[12].isNull)
    #expect(rising["rsi"].list[13].number == 100)
    #expect(rising["returns"].list[0].isNull)
    #expect(abs((rising["returns"].list[3].number ?? 0) - 1.0 / 3) < 1e-7)
    #expect(rising["volume_sma"].numbers.allSatisfy { $0 == 100 })
  }

  @Test(arguments: ["scalar", "simd", "fused"], ["float32", "float64"])
  func `a list of indicators is what a pencil gives`(variant: String, precision: String) throws {
    let outcome = try indicators(
      "--indicators", "sma:3,sma:2,minmax:4,ema:3", "--variant", variant, "--precision", precision)
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome)")
    let table = Table(outcome.output)
    #expect(table.header == ["symbol", "date", "sma_3", "sma_2", "min_4", "max_4", "ema_3"])
    #expect(table.row("A", "2024-01-02") == ["A", "2024-01-02", "", "1.5", "", "", ""])
    #expect(table.row("A", "2024-01-05") == ["A", "2024-01-05", "4.0", "4.5", "2.0", "5.0", "4.0"])
    #expect(table.row("B", "2024-01-03") == ["B", "2024-01-03", "4.0", "3.5", "", "", "4.0"])
  }

  @Test func `a list in JSON names its indicators`() throws {
    let document = try JSON(Data(indicators("--indicators", "sma:3,ema", "--format", "json=-").output.utf8))
    #expect(document["indicators"].text == "sma:3,ema:12")
    #expect(document["symbols"]["A"].keys == ["date", "ema_12", "sma_3"])
  }

  @Test func `the list shows every indicator's parameters and columns`() throws {
    let outcome = try place.tickmark("indicators", "--list")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasPrefix("sma:PERIOD\n    simple moving average, of closes; usually period 20\n    sma_20\n"))
  }

  @Test func `without prices the command says so`() throws {
    let outcome = try place.tickmark("indicators", "--indicators", "sma")
    #expect(outcome.status == 64)
    #expect(outcome.complaints.first?.hasPrefix("Missing expected argument '--prices") == true, "\(outcome)")
  }

  @Test func `both variants write the same bytes`() throws {
    for precision in ["float32", "float64"] {
      let outputs = try ["scalar", "simd"].map { variant in
        try indicators("--variant", variant, "--precision", precision, "--format", "json=-").output
      }
      #expect(outputs[0] == outputs[1])
    }
  }

  @Test func `a binary file and a wide one give what the long one gives`() throws {
    let imported = try place.tickmark("data", "import", prices, "--output", place.path("prices.tmf"))
    #expect(imported.status == 0, "\(imported)")
    let binary = try place.tickmark("indicators", "--prices", place.path("prices.tmf"))
    #expect(try binary.output == indicators().output)
    try place.file("wide.csv", "Date,B\n2024-01-01,5\n2024-01-02,4\n2024-01-03,3\n")
    let wide = Table(try place.tickmark("indicators", "--prices", "wide.csv").output)
    #expect(try wide.rows == Table(indicators().output).rows.filter { $0[0] == "B" })
  }

  @Test func `several results are written at once, to files whole`() throws {
    let outcome = try indicators("--output", "a.csv", "--format", "json=b.json", "--format", "csv=-")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(try place.text("a.csv") == outcome.output)
    #expect(try place.json("b.json")["symbols"].keys == ["A", "B"])
    #expect(place.files == ["a.csv", "b.json", "prices.csv"])
  }

  @Test func `what standard output was before is kept when results are appended`() throws {
    let log = try place.file("log.csv", "before\n")
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "\"$0\" indicators --prices \"$1\" >>\"$2\"", Executable.tickmark.url.path, prices, log]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try place.text("log.csv") == "before\n" + indicators().output)
    #expect(place.files == ["log.csv", "prices.csv"])
  }

  @Test(arguments: [("0", "1 zero and 0 negative"), ("-3", "0 zero and 1 negative")])
  func `a price of zero or below is kept, counted and reported`(price: String, count: String) throws {
    try place.file("odd.csv", Prices.header + "A,2024-01-01,4,4,4,4,1\nA,2024-01-02,4,4,4,\(price),1\n")
    let outcome = try place.tickmark("indicators", "--prices", "odd.csv")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.errors
        == "warning: 'odd.csv' has \(count) prices, kept as they are (first: A 2024-01-02 close)\n"
    )
    #expect(Table(outcome.output).row("A", "2024-01-02")[2] == (price == "0" ? "2.0" : "0.5"))
  }

  @Test(arguments: [
    (["--variant", "fused"], "no variant 'fused'; there are scalar, simd"),
    (["--format", "xml=-"], "unknown format 'xml=-'; write FORMAT=PATH with csv or json"),
    (["--set", "all"], "The value 'all' is invalid for '--set"),
    (["--indicators", "sma:20", "--variant", "fast"], "no variant 'fast'; there are scalar, simd, fused"),
    (["--indicators", "sma:20,smma:5"], "no indicator 'smma'; there are sma, "),
    (["--indicators", "sma:0"], "indicator 'sma': period is 0; give a whole number from 1 to 100000"),
    (["--indicators", "sma:5/6"], "indicator 'sma' has 2 parameters; give 'sma:PERIOD', or none"),
    (["--indicators", "sma:5,sma:5"], "the column 'sma_5' is there twice"),
    (["--indicators", ""], "no indicator is named; give a list such as sma:20,rsi:14"),
    (["--indicators", "sma", "--index", "X"], "the prices have no symbol 'X'"),
    (["--indicators", "sma", "--set", "seed"], "give '--set' or '--indicators', not both"),
    (["--precision", "float16"], "The value 'float16' is invalid for '--precision"),
  ]) func `a mistake on the command line ends with 64`(arguments: [String], message: String) throws {
    let outcome = try Executable.tickmark.run(["indicators", "--prices", prices] + arguments, in: place.folder)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix(message) == true, "\(outcome)")
    #expect(outcome.output == "")
  }

  @Test(arguments: [
    ("", "'bad.csv' is empty"), (Prices.header, "'bad.csv' has a header and no rows"),
    (Prices.header + "A,2024-01-01,1,1,1,1\n", "'bad.csv', line 2: 6 fields, the header has 7"),
    (Prices.header + "A,2024-01-01,1,1,1,x,1\n", "'bad.csv', line 2, field 'close': 'x' is not a number"),
    (Prices.header + "A,2024-02-30,1,1,1,1,1\n", "'bad.csv', line 2, field 'date': '2024-02-30' is not a date"),
    (
      Prices.header + "A,2024-01-01,1,1,1,1,1\nA,2024-01-01,1,1,1,1,1\n",
      "'bad.csv', line 3, field 'date': A 2024-01-01 is there twice"
    ),
    (
      Prices.header + "A,2024-01-02,1,1,1,1,1\nA,2024-01-01,1,1,1,1,1\n",
      "'bad.csv', line 3, field 'date': A 2024-01-01 comes after 2024-01-02"
    ),
  ]) func `bad data end with 65 and one line of file, row and field, and nothing is written`(
    text: String, message: String
  ) throws {
    try place.file("bad.csv", text)
    let outcome = try place.tickmark("indicators", "--prices", "bad.csv", "--output", "out.csv")
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.complaints.first?.hasPrefix(message) == true, "\(outcome)")
    #expect(outcome.complaints.first?.contains("; ") == true, "it says what to do: \(outcome)")
    #expect(!place.exists("out.csv"))
  }

  @Test func `a file that is not there ends with 66`() throws {
    for path in ["nowhere.csv", "nowhere.tmf"] {
      let outcome = try place.tickmark("indicators", "--prices", path)
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.complaints == ["cannot read '\(path)': No such file or directory; check the path"])
    }
  }
}

import Foundation
import Testing

@Suite struct StoreCommandTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func makeStore(symbols: Int = 6, days: Int = 80) throws {
    try generate(symbols: symbols, days: days)
    let outcome = try place.tickmark("store", "import", "market.tmf", "--store", "a.db")
    #expect(outcome.status == 0, "\(outcome)")
  }

  private func generate(symbols: Int, days: Int) throws {
    let outcome = try place.tickmark(
      "data", "generate", "--symbols", "\(symbols)", "--days", "\(days)", "--output", "market.tmf")
    #expect(outcome.status == 0, "\(outcome)")
  }

  private func complaint(_ outcome: Outcome) -> String {
    #expect(outcome.complaints.count == 1 && outcome.output.isEmpty, "\(outcome)")
    return outcome.complaints.first ?? ""
  }

  @Test func `prices go in and their last closes and the portfolio's worth come out`() throws {
    try place.file("prices.csv", Prices.long)
    try place.file("held.csv", "symbol,quantity\nB,2\nA,-0.5\n")
    #expect(try place.tickmark("store", "import", "prices.csv", "--store", "a.db").status == 0)
    #expect(try place.tickmark("store", "holdings", "held.csv", "--store", "a.db").status == 0)
    let latest = try place.tickmark("store", "latest", "B", "A", "--store", "a.db")
    #expect(latest.output == "symbol,date,close\nB,2024-01-03,3.0\nA,2024-01-21,21.0\n", "\(latest)")
    let value = try place.tickmark("store", "value", "--store", "a.db")
    #expect(
      value.output == "symbol,date,quantity,close,value\nB,2024-01-03,2.0,3.0,6.0\nA,2024-01-21,-0.5,21.0,-10.5\n",
      "\(value)")
    #expect(value.errors.contains("2 positions, worth -4.5"))
  }

  @Test func `no progress bar is drawn where nobody watches`() throws {
    try makeStore()
    let outcome = try place.tickmark("store", "import", "market.tmf", "--store", "b.db", "--batch-rows", "10")
    #expect(outcome.errors.split(separator: "\n").count == 1 && !outcome.errors.contains("\r"), "\(outcome)")
  }

  @Test func `info for a program has the rows of every table`() throws {
    try makeStore()
    let info = try JSON(Data(try place.tickmark("store", "info", "--store", "a.db", "--format", "json=-").output.utf8))
    #expect(info["schema"].text == "tickmark.store-info/1" && info["journal"].text == "wal")
    #expect(info["rows"]["symbols"].number == 6)
  }

  @Test(arguments: ["latest A", "value", "check", "info", "backup b.db"])
  func `a file that is no database ends with 65`(
    command: String
  ) throws {
    let words = command.split(separator: " ").map(String.init)
    for text in [
      String(repeating: "no database ", count: 100), "SQLite format 3\u{0}" + String(repeating: "x", count: 5_000),
    ] {
      try place.file("a.db", text)
      let outcome = try Executable.tickmark.run(["store"] + words + ["--store", "a.db"], in: place.folder)
      #expect(outcome.status == 65, "\(outcome)")
      #expect(complaint(outcome).hasPrefix("'a.db' is not a store of this program"))
      #expect(try place.text("a.db") == text && place.files == ["a.db"])
    }
  }

  @Test func `a store that is not there ends with 66`() throws {
    let outcome = try place.tickmark("store", "info", "--store", "none.db")
    #expect(outcome.status == 66 && complaint(outcome).hasPrefix("no store 'none.db'"), "\(outcome)")
    #expect(place.files.isEmpty)
  }

  @Test func `a damaged page is found by the check and ends with 65`() throws {
    try makeStore(symbols: 20, days: 300)
    let file = place.folder.appending(path: "a.db")
    var bytes = try Data(contentsOf: file)
    for offset in stride(from: 30 * 4_096, to: 31 * 4_096, by: 1) { bytes[offset] = 0xFF }
    try bytes.write(to: file)
    let outcome = try place.tickmark("store", "check", "--store", "a.db")
    #expect(outcome.status == 65, "\(outcome)")
    #expect(outcome.complaints.first?.hasPrefix("'a.db' is damaged (") == true)
  }

  @Test func `a store cut short is an error of one line`() throws {
    try makeStore(symbols: 20, days: 300)
    let whole = try place.bytes("a.db")
    for length in [1_000, 4_096, 100_000, whole.count - 4_096] {
      try whole.prefix(length).write(to: place.folder.appending(path: "a.db"))
      let outcome = try place.tickmark("store", "check", "--store", "a.db")
      #expect([65, 74].contains(outcome.status) && outcome.complaints.count == 1, "\(length) bytes: \(outcome)")
    }
  }

  @Test func `bad rows end with 65 and make no store`() throws {
    try place.file("prices.csv", "symbol,date,close\nA,2024-01-02,1\nA,2024-01-03,many\n")
    let outcome = try place.tickmark("store", "import", "prices.csv", "--store", "a.db")
    #expect(outcome.status == 65 && complaint(outcome).hasPrefix("'prices.csv', line 3, field 'close'"), "\(outcome)")
    #expect(place.files == ["prices.csv"])
  }

  @Test(arguments: [
    ("symbol,quantity\nA,1\nA,2\n", "'held.csv', line 3, field 'symbol': 'A' is there twice"),
    ("symbol,quantity\nA,\n", "'held.csv', line 2, field 'quantity'"),
    ("symbol,amount\nA,1\n", "'held.csv', line 1: no column 'quantity'"),
    ("symbol,quantity\n", "'held.csv' has a header"),
    ("symbol,quantity\nNOPE,1\n", "'a.db' has no symbol 'NOPE'"),
    ("symbol,quantity\n,1\n", "'held.csv', line 2, field"),
  ])
  func `bad holdings end with 65`(text: String, message: String) throws {
    try place.file("prices.csv", Prices.long)
    _ = try place.tickmark("store", "import", "prices.csv", "--store", "a.db")
    try place.file("held.csv", text)
    let outcome = try place.tickmark("store", "holdings", "held.csv", "--store", "a.db")
    #expect(outcome.status == 65 && complaint(outcome).hasPrefix(message), "\(outcome)")
  }
}

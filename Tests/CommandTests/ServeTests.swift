import Foundation
import Testing

/// `tickmark serve` as those who use it see it.
@Suite struct ServeTests {
  private static let bearer = "Authorization: Bearer \(ServedMarket.token)"

  @Test func `indicators are those of the command line, to the last digit`() throws {
    let place = try Workplace()
    let served = try ServedMarket("--feed", "none")
    try #require(
      try place.tickmark("data", "generate", "--symbols", "30", "--days", "120", "--output", "p.csv").status == 0)
    let list = "sma:20,rsi:14,macd:12/26/9"
    let command = try place.tickmark(
      "indicators", "--prices", "p.csv", "--indicators", list, "--format", "json=i.json")
    try #require(command.status == 0, "\(command)")
    let all = try place.json("i.json")["symbols"]
    let answer = try served.ask("GET /v1/indicators?symbols=S0003,S0007&indicators=\(list)&days=5")
    #expect(answer.status == 200)
    let some = try JSON(Data(answer.body.utf8))["symbols"]
    for symbol in ["S0003", "S0007"] {
      for column in ["date", "sma_20", "rsi_14", "macd_12_26_9"] {
        let (whole, last) = (all[symbol][column].list, some[symbol][column].list)
        #expect(
          last.count == 5 && whole.suffix(5).map { "\($0.value)" } == last.map { "\($0.value)" }, "\(symbol) \(column)")
      }
    }
    // A second time from the cache, byte for byte.
    #expect(try served.ask("GET /v1/indicators?symbols=S0003,S0007&indicators=\(list)&days=5").body == answer.body)
  }

  @Test func `scores are ordered, and a portfolio is worth what its parts are`() throws {
    let served = try ServedMarket("--feed", "none")
    let scores = try JSON(Data(try served.ask("GET /v1/scores?factors=roc:20,rsi:14&weights=1,-0.5&top=5").body.utf8))
    let ranks = scores["scores"].list.compactMap { $0["rank"].number }
    #expect(ranks.count == 5 && ranks == ranks.sorted(by: >))
    #expect(
      try served.ask("PUT /v1/portfolio", body: #"{"holdings":{"S0001":3,"S0002":0.5}}"#, headers: [Self.bearer]).status
        == 200)
    let value = try JSON(Data(try served.ask("GET /v1/portfolio").body.utf8))
    let parts = value["positions"].list
    #expect(parts.compactMap { $0["symbol"].text }.sorted() == ["S0001", "S0002"])
    let sum = parts.compactMap { $0["value"].number }.reduce(0, +)
    #expect(abs((value["value"].number ?? 0) - sum) <= 1e-9 * sum)
  }

  @Test func `a subscriber is told where its symbols stand, then each update once and in order`() throws {
    let served = try ServedMarket("--updates-per-second", "2000", "--updates-per-bar", "3", "--batch-milliseconds", "1")
    usleep(300_000)
    let socket = try RawSocket.stream(port: served.port)
    #expect(socket.message(with: "hello") != nil)
    socket.command(#"{"subscribe":["S0001","S0002","NONE"]}"#)
    let told = try #require(socket.message(with: "subscribed"))
    #expect((told["subscribed"] as? [String: Int])?["S0002"] == 2 && told["unknown"] as? [String] == ["NONE"])
    let snapshot = try #require(socket.message(with: "snapshot")?["snapshot"] as? [[String: Any]])
    var last = Dictionary(
      uniqueKeysWithValues: snapshot.map { ($0["symbol"] as? String ?? "", $0["sequence"] as? Int ?? 0) })
    #expect(last.count == 2)
    for _ in 0..<100 {
      let rows = try #require(socket.message(with: "updates")?["updates"] as? [[String: Any]])
      for row in rows {
        let symbol = row["symbol"] as? String ?? ""
        #expect(row["sequence"] as? Int == (last[symbol] ?? 0) + 1)
        last[symbol] = row["sequence"] as? Int
      }
    }
    socket.command(#"{"unsubscribe":["S0001"]}"#)
    #expect(socket.message(with: "unsubscribed")?["unsubscribed"] as? Int == 1)
    for _ in 0..<20 {
      let rows = try #require(socket.message(with: "updates")?["updates"] as? [[String: Any]])
      #expect(rows.allSatisfy { $0["symbol"] as? String == "S0002" })
    }
  }

  @Test func `two services with one beginning stream the same, and the later one catches up`() throws {
    let start = "\(Date().timeIntervalSince1970 - 30)"
    let options = ["--feed-start", start, "--updates-per-second", "3000", "--queue", "block"]
    let first = try ServedMarket(options[0], options[1], options[2], options[3], options[4], options[5])
    let second = try ServedMarket(options[0], options[1], options[2], options[3], options[4], options[5])
    func bars(_ served: ServedMarket) throws -> [Int: [String: Any]] {
      for _ in 0..<400 where try served.ask("GET /ready").status != 200 { usleep(50_000) }
      let socket = try RawSocket.stream(port: served.port)
      socket.command(#"{"subscribe":["S0005"]}"#)
      var bars: [Int: [String: Any]] = [:]
      for _ in 0..<120 {
        for row in socket.message(with: "updates")?["updates"] as? [[String: Any]] ?? [] {
          bars[row["sequence"] as? Int ?? 0] = row
        }
      }
      return bars
    }
    let (a, b) = (try bars(first), try bars(second))
    let shared = Set(a.keys).intersection(b.keys)
    // The first was listened to before the second: that they overlap at all would be chance, but for what was due since.
    #expect(a.keys.min() ?? 0 > 2_000 && b.keys.min() ?? 0 > 2_000)
    for sequence in shared {
      #expect(a[sequence]?["close"] as? Double == b[sequence]?["close"] as? Double)
      #expect(a[sequence]?["values"] as? [Double] == b[sequence]?["values"] as? [Double])
    }
  }

  @Test func `SIGTERM ends it at once, and tells subscribers to connect again`() throws {
    let served = try ServedMarket()
    let socket = try RawSocket.stream(port: served.port)
    socket.command(#"{"subscribe":["S0001"]}"#)
    _ = socket.message(with: "subscribed")
    let outcome = try #require(try served.stop())
    #expect(outcome.status == 0 && outcome.errors.contains("all connections ended"), "\(outcome)")
    #expect(socket.closeCode() == 1_001)
  }

  @Test func `a port that somebody has is told by name`() throws {
    let served = try ServedMarket("--feed", "none")
    let place = try Workplace()
    let outcome = try place.tickmark("serve", "--port", "\(served.port)", "--feed", "none")
    #expect(
      outcome.status == 74 && outcome.complaints.first?.contains("cannot listen on 127.0.0.1:\(served.port)") == true,
      "\(outcome)")
  }

  private static let refused: [(arguments: [String], status: Int32)] = [
    (["--feed", "weather"], 64), (["--feed", "tcp:host"], 64), (["--batch-milliseconds", "-1"], 64),
    (["--token-file", "short"], 78), (["--token-file", "missing"], 78), (["--prices", "missing.csv"], 66),
    (["--store", "missing.db"], 66), (["--connections", "0"], 64), (["--indicators", "none:1"], 64),
  ]

  @Test(arguments: refused)
  func `what cannot be served is refused before anything listens`(arguments: [String], status: Int32) throws {
    let place = try Workplace()
    try place.file("short", "secret\n")
    let outcome = try Executable.tickmark.run(["serve", "--port", "0"] + arguments, in: place.folder)
    #expect(outcome.status == status && outcome.complaints.count == 1 && outcome.output.isEmpty, "\(outcome)")
  }

  @Test func `a load is told as a table, as JSON and as a curve, and another machine is never loaded`() throws {
    let served = try ServedMarket("--updates-per-second", "500", "--indicators", "sma:5")
    let place = try Workplace()
    let http = try place.tickmark(
      "load", "http", "http://127.0.0.1:\(served.port)/health", "--rates", "50,100", "--seconds", "1", "--format",
      "json=load.json", "--format", "svg=curve.svg")
    #expect(http.status == 0 && http.output.contains("p99.9"), "\(http)")
    let load = try place.json("load.json")
    #expect(load["schema"].text == "tickmark.load/1")
    #expect(load["rows"].list.map { $0["completed"].number } == [50, 100])
    #expect(try place.text("curve.svg").hasPrefix("<svg"))
    let stream = try place.tickmark(
      "load", "stream", "ws://127.0.0.1:\(served.port)", "--subscribers", "20", "--symbols", "30", "--seconds", "2",
      "--stalled", "0.5", "--format", "json=stream.json")
    #expect(stream.status == 0, "\(stream)")
    let row = try place.json("stream.json")["rows"].list.first
    // Ten subscribers that read, ten of thirty symbols each: a third of 500 updates a second to each.
    #expect((row?["completedPerSecond"].number ?? 0) > 1_000, "\(stream)")
    let far = try place.tickmark("load", "http", "http://192.0.2.1/")
    #expect(far.status == 64 && far.complaints.first?.contains("not this machine") == true, "\(far)")
  }
}

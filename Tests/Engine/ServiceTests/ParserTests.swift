import NIOCore
import Testing

@testable import TickmarkService

/// The parsers of what strangers send: each accepts what it should, and is thrown damaged input at.
@Suite struct ParserTests {
  /// How many damaged inputs; scripts/fuzz-service asks for more.
  private static let rounds = Int(environment: "TICKMARK_FUZZ_ROUNDS") ?? 20_000

  @Test func `a command says what to subscribe, leave and watch`() throws {
    let command = try StreamCommand(
      json: Array(#"{"subscribe":["A","B"],"unsubscribe":[],"watch":["metrics","verdicts"]}"#.utf8))
    #expect(command.subscribe == ["A", "B"] && command.unsubscribe.isEmpty)
    #expect(command.watch == [.metrics, .verdicts])
  }

  private static let noCommands: [(String, StreamCommandError)] = [
    ("", .notACommand), ("[]", .notACommand), ("{}", .notACommand), ("{\"subscribe\":\"A\"}", .notACommand),
    ("{\"subscribe\":[1]}", .notACommand), ("{\"follow\":[\"A\"]}", .unknownKey("follow")),
    ("{\"watch\":[\"weather\"]}", .unknownTopic("weather")), ("nonsense", .notACommand),
  ]

  @Test(arguments: noCommands)
  func `what is no command says so`(text: String, error: StreamCommandError) {
    #expect(throws: error) { try StreamCommand(json: Array(text.utf8)) }
  }

  private static let queries: [(String, [String: String])] = [
    ("", [:]), ("a=1&b=2", ["a": "1", "b": "2"]), ("a=%41%2c+x", ["a": "A, x"]), ("a", ["a": ""]),
    ("a=b=c", ["a": "b=c"]), ("a=%C3%A4", ["a": "ä"]),
  ]

  @Test(arguments: queries)
  func `a query is names and values`(text: String, values: [String: String]) {
    #expect(Query(text)?.values == values)
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%ff", "a=1&a=2", "%=1"])
  func `a query with a broken escape, no UTF-8 or a name twice is none`(text: String) {
    #expect(Query(text) == nil)
  }

  @Test func `a feed's line is a symbol, a time, a close, and what else there is`() throws {
    let short = try #require(UpdateLine("A,17,1.5"))
    #expect(short.symbol == "A" && short.time == 17 && short.bar[0] == 1.5 && short.bar[1].isNaN && short.isComplete)
    let long = try #require(UpdateLine("A,17,1.5,2,,300,0"))
    #expect(long.bar[1] == 2 && long.bar[2].isNaN && long.bar[3] == 300 && !long.isComplete)
  }

  @Test(arguments: [
    "", "A", "A,17", ",17,1", "A,x,1", "A,17,nan", "A,17,inf", "A,17,", "A,17,1,2,3,4,2", "A,17,1,2,3,4,1,9",
  ])
  func `a line that is none is left out`(text: String) { #expect(UpdateLine(text[...]) == nil) }

  @Test func `no parser traps at damaged input`() {
    var random = RandomBytes(seed: 42)
    let commands = [
      #"{"subscribe":["S0001","S0002"],"watch":["metrics"]}"#, #"{"unsubscribe":["ä\u00e4\ud83d\ude00"]}"#,
    ]
    let queries = ["symbols=A,B&indicators=sma:20,rsi&days=30", "a=%41%C3%A4+b&&c"]
    let lines = ["S0001,1700000000,12.5,13,12,1000,1", "S,-1,1e308,,,,0"]
    var accepted = 0
    for round in 0..<Self.rounds {
      if (try? StreamCommand(json: random.damaged(commands[round % 2]))) != nil { accepted += 1 }
      let query = String(decoding: random.damaged(queries[round % 2]), as: UTF8.self)
      if Query(query) != nil { accepted += 1 }
      _ = PercentEncoding.decoded(query)
      if UpdateLine(String(decoding: random.damaged(lines[round % 2]), as: UTF8.self)[...]) != nil { accepted += 1 }
    }
    // The damage is small enough that some of it is none: the parsers get beyond their first check.
    #expect(accepted > Self.rounds / 20)
  }
}

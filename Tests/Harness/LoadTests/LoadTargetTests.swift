import Testing

@testable import TickmarkLoad

@Suite struct LoadTargetTests {
  private static let targets: [(String, String, Int, String)] = [
    ("http://127.0.0.1:8080", "127.0.0.1", 8_080, "/"), ("http://localhost/a?b=c%20d", "localhost", 80, "/a?b=c%20d"),
    ("ws://[::1]:9/v1/stream", "::1", 9, "/v1/stream"), ("http://127.8.9.1/x", "127.8.9.1", 80, "/x"),
  ]

  @Test(arguments: targets)
  func `a target on this machine is taken`(text: String, host: String, port: Int, uri: String) throws {
    let target = try LoadTarget(text)
    #expect(target.host == host && target.port == port && target.uri == uri)
  }

  @Test(arguments: [
    "http://example.com/", "http://10.0.0.1/", "http://127.example.com/", "http://[2001:db8::1]/", "http://0.0.0.0/",
  ])
  func `another machine is never loaded`(text: String) {
    #expect { try LoadTarget(text) } throws: {
      if case .notLoopback = $0 as? LoadError { true } else { false }
    }
  }

  @Test(arguments: ["", "127.0.0.1", "ftp://127.0.0.1/", "http://", "http://user@127.0.0.1/"])
  func `what is no target says so`(text: String) {
    #expect(throws: LoadError.badTarget(text)) { try LoadTarget(text) }
  }

  @Test func `requests are planned evenly, before the first is sent`() {
    let plan = SendPlan(start: 1_000, perSecond: 4, seconds: 2, warmUpSeconds: 1)
    #expect(plan.count == 12 && plan.warmUp == 4)
    #expect(plan.due(0) == 1_000 && plan.due(1) == 250_001_000 && plan.due(4) == 1_000_001_000)
  }
}

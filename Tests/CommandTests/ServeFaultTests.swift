import Foundation
import Testing

/// What strangers send to `tickmark serve`: each is answered by its code, and nobody else notices.
@Suite struct ServeFaultTests {
  private static let wide = String(repeating: "x", count: 20_000)

  private static let badRequests: [(String, Int)] = [
    ("NONSENSE\r\n\r\n", 400), ("GET / HTTP/9.9\r\n\r\n", 400), ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: x\r\nX: \(wide)\r\n\r\n", 431), ("GET /\(wide) HTTP/1.1\r\nHost: x\r\n\r\n", 431),
    ("POST /v1/portfolio HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413),
    ("PUT /v1/portfolio HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde", 415),
    ("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n", 404), ("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    ("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    ("GET //health HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    ("GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 404), ("GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    ("DELETE /health HTTP/1.1\r\nHost: x\r\n\r\n", 405), ("GET /v1/indicators HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /v1/indicators?symbols=NONE HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    ("GET /v1/indicators?symbols=S0001&days=0 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /v1/indicators?symbols=S0001&indicators=magic:1 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /v1/indicators?symbols=%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /v1/indicators?sybmols=S0001 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /v1/scores?weights=1,2,3 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("GET /v1/scores?date=1900-01-01 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("PUT /v1/portfolio HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", 401),
    ("PUT /v1/portfolio HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wrong\r\nContent-Length: 2\r\n\r\n{}", 401),
    (
      "PUT /v1/portfolio HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(ServedMarket.token)\r\nContent-Length: 2\r\n\r\n{}",
      400
    ),
    (
      "PUT /v1/portfolio HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(ServedMarket.token)\r\nContent-Length: 25\r\n\r\n{\"holdings\":{\"NONE\":1.0}}",
      404
    ),
    ("GET /v1/stream HTTP/1.1\r\nHost: x\r\n\r\n", 404),
  ]

  @Test func `a bad request has its status, and the next one is answered`() throws {
    let served = try ServedMarket()
    for (request, status) in Self.badRequests {
      let socket = try RawSocket(port: served.port)
      socket.send(request)
      let response = socket.response()
      #expect(response?.status == status, "\(request.prefix(80))")
      #expect(response?.body.hasPrefix("{\"error\":") == true, "\(request.prefix(80))")
      #expect(try served.ask("GET /health").status == 200)
    }
  }

  @Test func `a body that grows beyond its limit is refused while it grows`() throws {
    let served = try ServedMarket()
    let socket = try RawSocket(port: served.port)
    socket.send("PUT /v1/portfolio HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    let chunk = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
    for _ in 0..<40 where socket.send(chunk) {}
    #expect(socket.response()?.status == 413)
  }

  @Test func `a request that comes too slowly ends with 408`() throws {
    let served = try ServedMarket("--feed", "none", "--request-seconds", "1")
    let starts = [
      "GET /hea", "GET /health HTTP/1.1\r\nHost: x\r\nX-A: ",
      "PUT /v1/portfolio HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
    ]
    let sockets = try starts.map { start in
      let socket = try RawSocket(port: served.port)
      socket.send(start)
      return socket
    }
    // A byte now and then does not put it off.
    for _ in 0..<3 {
      usleep(300_000)
      for socket in sockets { socket.send("a") }
    }
    #expect(sockets.map { $0.response()?.status } == [408, 408, 408])
  }

  @Test func `requests in one piece are answered in their order`() throws {
    let served = try ServedMarket()
    let socket = try RawSocket(port: served.port)
    let paths = ["/health", "/nothing", "/v1/scores", "/ready", "/v1/portfolio"]
    socket.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
    #expect(paths.map { _ in socket.response()?.status } == [200, 404, 200, 200, 200])
    socket.send("HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    #expect(socket.response(hasBody: false)?.status == 200)
    #expect(socket.rest().isEmpty)
  }

  @Test func `any request of a connection may become a stream, also behind others, and one that may not is the last`()
    throws
  {
    let served = try ServedMarket()
    let upgrade =
      "GET /v1/stream HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    let socket = try RawSocket(port: served.port)
    socket.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(socket.response()?.status == 200)
    socket.send(upgrade)
    // The first command does not wait for the answer.
    socket.command(#"{"subscribe":["S0001"]}"#)
    #expect(socket.head()?.hasPrefix("HTTP/1.1 101") == true)
    #expect(socket.message(with: "subscribed") != nil)
    for (request, status) in [
      (upgrade.replacingOccurrences(of: "/v1/stream", with: "/health"), 200),
      (upgrade.replacingOccurrences(of: "Version: 13", with: "Version: 12"), 400),
      (upgrade.replacingOccurrences(of: "Sec-WebSocket-Key", with: "X"), 400),
      ("CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    ] {
      let refused = try RawSocket(port: served.port)
      refused.send(request)
      #expect(refused.response()?.status == status, "\(request.prefix(30))")
      #expect(refused.rest().isEmpty)
    }
  }

  @Test func `who asks and does not read is not answered without end`() throws {
    let served = try ServedMarket()
    let before = served.residentBytes
    let sockets = try (0..<20).map { _ in try RawSocket(port: served.port, receiveBytes: 4_096) }
    let request = "GET /v1/scores?top=30 HTTP/1.1\r\nHost: x\r\n\r\n"
    for socket in sockets { socket.send(String(repeating: request, count: 1_000)) }
    usleep(500_000)
    // A thousand answers of 2 kB each would be 40 MB.
    #expect(served.residentBytes - before < 20_000_000)
    #expect(try served.ask("GET /health").status == 200)
  }

  private static let badFrames: [(first: UInt8, payload: [UInt8], isMasked: Bool, code: Int)] = [
    (0x81, [0x7B, 0xFF, 0x7D], true, 1_007), (0x82, [1, 2, 3], true, 1_003), (0x81, [0x7B, 0x7D], false, 1_002),
    // Compressed, as the first bytes of a bomb would be; nobody agreed on that.
    (0xC1, [0xAA, 0x56, 0x4A], true, 1_002), (0x80, [1], true, 1_002), (0x09, [1], true, 1_002),
    (0x83, [1], true, 1_002), (0x89, [UInt8](repeating: 1, count: 126), true, 1_002),
    (0x81, [UInt8](repeating: 32, count: 65_537), true, 1_009),
  ]

  @Test func `a bad frame has its close code`() throws {
    let served = try ServedMarket()
    for bad in Self.badFrames {
      let socket = try RawSocket.stream(port: served.port)
      socket.frame(bad.first, bad.payload, isMasked: bad.isMasked)
      #expect(socket.closeCode() == bad.code, "\(bad.first), \(bad.payload.prefix(4))")
      #expect(socket.rest().isEmpty)
    }
  }

  @Test func `a message of endless parts ends with 1009, and a new one within it with 1002`() throws {
    let served = try ServedMarket()
    let endless = try RawSocket.stream(port: served.port)
    let part = [UInt8](repeating: 32, count: 30_000)
    endless.frame(0x01, part)
    for _ in 0..<5 { endless.frame(0x00, part) }
    #expect(endless.closeCode() == 1_009)
    let nested = try RawSocket.stream(port: served.port)
    nested.frame(0x01, part)
    nested.frame(0x81, [32])
    #expect(nested.closeCode() == 1_002)
  }

  @Test func `a flood of pings ends with 1008`() throws {
    let served = try ServedMarket()
    let socket = try RawSocket.stream(port: served.port)
    for _ in 0..<2_000 where socket.frame(0x89, [1]) {}
    #expect(socket.closeCode() == 1_008)
  }

  @Test func `a command that is none is told so, and the connection goes on`() throws {
    let served = try ServedMarket()
    for command in ["nonsense", "{}", #"{"subscribe":"S0001"}"#, #"{"watch":["weather"]}"#] {
      let socket = try RawSocket.stream(port: served.port)
      socket.command(command)
      #expect(socket.message(with: "error") != nil)
      // In two parts, as a message may come.
      socket.frame(0x01, Array(#"{"subscribe":["S00"#.utf8))
      socket.frame(0x89, [7])
      socket.frame(0x80, Array(#"01"]}"#.utf8))
      #expect(socket.message(with: "subscribed") != nil)
      socket.frame(0x88, [0x03, 0xE8])
      #expect(socket.closeCode() == 1_000)
    }
  }

  @Test func `more connections than there may be are refused, and room is there again when they end`() throws {
    let served = try ServedMarket("--feed", "none", "--connections", "20")
    let kept = try (0..<20).map { _ in try RawSocket.stream(port: served.port) }
    #expect(try RawSocket(port: served.port).response()?.status == 503)
    for socket in kept { socket.close() }
    for _ in 0..<100 {
      if let answer = try? served.ask("GET /health"), answer.status == 200 { return }
      usleep(50_000)
    }
    Issue.record("no room after the connections had ended")
  }

  @Test func `an address that asks too often is told to wait`() throws {
    let served = try ServedMarket("--feed", "none", "--requests-per-second", "5", "--threads", "1")
    let socket = try RawSocket(port: served.port)
    socket.send(String(repeating: "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", count: 10))
    let statuses = (0..<10).map { _ in socket.response()?.status ?? 0 }
    #expect(
      statuses.prefix(5) == [200, 200, 200, 200, 200] && statuses.suffix(4).allSatisfy { $0 == 429 }, "\(statuses)")
  }

  @Test func `without a token nothing can be changed`() throws {
    let served = try ServedMarket("--feed", "none", hasToken: false)
    let headers = ["Authorization: Bearer \(ServedMarket.token)"]
    #expect(try served.ask("PUT /v1/portfolio", body: "{}", headers: headers).status == 403)
    #expect(try served.ask("DELETE /v1/cache", headers: headers).status == 403)
  }

  @Test func `silent connections are closed, those that answer pings are not`() throws {
    let served = try ServedMarket("--feed", "none", "--idle-seconds", "3")
    let silent = try RawSocket(port: served.port)
    let deaf = try RawSocket.stream(port: served.port)
    let polite = try RawSocket.stream(port: served.port)
    let end = Date().addingTimeInterval(8)
    while Date() < end {
      if let frame = polite.nextFrame(seconds: 0.2), frame.first == 0x89 { polite.frame(0x8A, frame.payload) }
    }
    #expect(silent.rest(seconds: 10).isEmpty)
    _ = deaf.rest(seconds: 10)
    polite.command(#"{"subscribe":["S0001"]}"#)
    #expect(polite.message(with: "subscribed") != nil)
  }

  @Test func `a subscriber that does not read is closed with 1013, and others get everything meanwhile`() throws {
    let served = try ServedMarket(
      "--updates-per-second", "30000", "--slow-seconds", "2", "--batch-milliseconds", "1", "--threads", "1")
    let names = (0..<30).map { "\"S\(String(10_000 + $0).dropFirst())\"" }.joined(separator: ",")
    let slow = try RawSocket.stream(port: served.port, receiveBytes: 4_096)
    slow.command("{\"subscribe\":[\(names)]}")
    let quick = try RawSocket.stream(port: served.port)
    quick.command(#"{"subscribe":["S0001"]}"#)
    var last = 0
    let end = Date().addingTimeInterval(3)
    while Date() < end {
      let rows = try #require(quick.message(with: "updates")?["updates"] as? [[String: Any]])
      for row in rows {
        if last > 0 { #expect(row["sequence"] as? Int == last + 1) }
        last = row["sequence"] as? Int ?? 0
      }
    }
    #expect(slow.closeCode() == 1_013)
    #expect(last > 1_000)
  }

  @Test(.timeLimit(.minutes(20)))
  func `ten thousand connections come and go, and nothing of them stays`() throws {
    let served = try ServedMarket("--updates-per-second", "1000")
    func visit(_ number: Int) throws {
      switch number % 4 {
      case 0: _ = try RawSocket(port: served.port)
      case 1: try RawSocket(port: served.port).send("GET /heal")
      case 2: _ = try served.ask("GET /health")
      default: try RawSocket.stream(port: served.port).command(#"{"subscribe":["S0001","S0002"]}"#)
      }
    }
    for number in 0..<1_000 { try visit(number) }
    usleep(500_000)
    let (descriptors, memory) = (served.descriptors, served.residentBytes)
    for number in 0..<10_000 { try visit(number) }
    for _ in 0..<100 where served.descriptors > descriptors { usleep(100_000) }
    #expect(served.descriptors <= descriptors)
    #expect(served.residentBytes < memory + 8_000_000, "\(memory) grew to \(served.residentBytes)")
    #expect(try served.ask("GET /ready").status == 200)
  }
}

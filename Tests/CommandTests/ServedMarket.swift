import Foundation
import Testing

/// `tickmark serve` on a free port, over a small market of its own.
final class ServedMarket {
  struct NotServing: Error { let outcome: Outcome }

  static let token = "0123456789abcdef0123"
  let port: Int
  private let place: Workplace
  private var running: RunningProgram?

  init(_ arguments: String..., hasToken: Bool = true) throws {
    place = try Workplace()
    let made = try place.tickmark("data", "generate", "--symbols", "30", "--days", "120", "--output", "prices.csv")
    guard made.status == 0 else { throw NotServing(outcome: made) }
    try place.file("token", Self.token + "\n")
    try place.file("address", "")
    let running = try Executable.tickmark.start(
      ["serve", "--port", "0", "--prices", "prices.csv"] + (hasToken ? ["--token-file", "token"] : []) + arguments,
      in: place.folder, output: place.path("address"))
    // The address comes once connections are taken.
    var address = ""
    for _ in 0..<1_200 where address.isEmpty && running.process.isRunning {
      usleep(50_000)
      address = try place.text("address").trimmingCharacters(in: .whitespacesAndNewlines)
    }
    guard let port = address.split(separator: ":").last.flatMap({ Int($0) }) else {
      running.process.terminate()
      throw NotServing(outcome: try running.finish())
    }
    self.port = port
    self.running = running
  }

  deinit {
    if let running {
      let endedByItself = !running.process.isRunning
      kill(running.identifier, SIGKILL)
      let outcome = try? running.finish()
      if endedByItself { Issue.record("the service ended by itself: \(outcome?.description ?? "")") }
    }
  }

  var identifier: Int32 { running?.identifier ?? 0 }

  /// Asks it to end, and waits for that.
  func stop(_ signal: Int32 = SIGTERM) throws -> Outcome? {
    guard let running else { return nil }
    self.running = nil
    kill(running.identifier, signal)
    return try running.finish()
  }

  /// Open files and sockets.
  var descriptors: Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/fd").count) ?? 0 }

  var residentBytes: Int {
    let status = (try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
  }

  /// One request on a connection of its own.
  func ask(_ request: String, body: String = "", headers: [String] = []) throws -> (status: Int, body: String) {
    let socket = try RawSocket(port: port)
    let length = body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"]
    socket.send(([request + " HTTP/1.1", "Host: x"] + headers + length).joined(separator: "\r\n") + "\r\n\r\n" + body)
    guard let response = socket.response() else { throw RawSocket.Failed(what: "no answer to \(request)") }
    return response
  }
}

import Foundation

/// What the tests need beside this process.
enum Services {
  /// The repository.
  static let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
}

/// A server of the tests' own: one cluster for all of them, gone with this process.
enum PostgreSQL {
  /// Nil where no server can be had.
  static let address: String? = server?.address

  private struct Server: Sendable {
    let address: String
    /// The server ends when this end of the pipe is closed: with this process, however it ends.
    let input: Pipe
  }

  private static let server: Server? = {
    if let given = ProcessInfo.processInfo.environment["TICKMARK_TEST_POSTGRES"] {
      return Server(address: given, input: Pipe())
    }
    let process = Process()
    process.executableURL = Services.root.appending(path: "scripts/with-postgres")
    process.arguments = ["sh", "-c", "echo \"$TICKMARK_TEST_POSTGRES\"; cat >/dev/null"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    guard (try? process.run()) != nil else { return nil }
    var line = Data()
    while case let byte = output.fileHandleForReading.readData(ofLength: 1), !byte.isEmpty, byte != Data("\n".utf8) {
      line += byte
    }
    return line.isEmpty ? nil : Server(address: String(decoding: line, as: UTF8.self), input: input)
  }()
}

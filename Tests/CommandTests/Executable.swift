import Foundation

/// A program, started the way a person starts it.
struct Executable: Sendable {
  static let tickmark = Executable(name: "tickmark")
  /// A small package of a user's, with faults to plant through the environment.
  static let example = Executable(name: "ExampleBenchmarks")

  let url: URL

  init(url: URL) { self.url = url }

  /// One beside the test bundle: the build folder, where the package manager puts bundles and programs alike.
  init(name: String) {
    url = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: name)
  }

  /// Runs the program to its end.
  ///
  /// - Parameter output: a file that takes standard output, in place of a pipe.
  func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:], output: String? = nil
  ) throws -> Outcome {
    let running = try start(arguments, in: folder, environment: environment, output: output)
    return try running.finish()
  }

  /// Starts the program; `finish` waits for it.
  func start(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:], output: String? = nil
  ) throws -> RunningProgram {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // What a developer has set must not reach the program under test.
    let inherited = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("TICKMARK_") && !$0.key.hasPrefix("EXAMPLE_")
    }
    process.environment = inherited.merging(environment) { $1 }
    let pipe = Pipe()
    if let output {
      process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    } else {
      process.standardOutput = pipe
    }
    let messages = FileManager.default.temporaryDirectory.appending(path: "tickmark-messages-\(UUID().uuidString)")
    try Data().write(to: messages)
    process.standardError = try FileHandle(forWritingTo: messages)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return RunningProgram(process: process, pipe: output == nil ? pipe : nil, messages: messages)
  }
}

/// A program that was started.
struct RunningProgram {
  let process: Process
  fileprivate let pipe: Pipe?
  fileprivate let messages: URL

  var identifier: Int32 { process.processIdentifier }

  /// Makes the program stand still, all its threads, until SIGCONT; false where it is over already.
  func halt() -> Bool {
    kill(identifier, SIGSTOP)
    var state = siginfo_t()
    // The state stays there for `process`, which may have taken note of the end already.
    let isKnown = waitid(P_PID, id_t(identifier), &state, WSTOPPED | WEXITED | WNOWAIT) == 0
    return isKnown && state.si_code == CLD_STOPPED
  }

  func finish() throws -> Outcome {
    let data = pipe?.fileHandleForReading.readDataToEndOfFile() ?? Data()
    process.waitUntilExit()
    let errors = try String(contentsOf: messages, encoding: .utf8)
    try FileManager.default.removeItem(at: messages)
    let signal = process.terminationReason == .uncaughtSignal
    return Outcome(
      status: process.terminationStatus + (signal ? 128 : 0), output: String(decoding: data, as: UTF8.self),
      errors: errors)
  }
}

/// How a program ended and what it said.
struct Outcome: CustomStringConvertible {
  /// The exit code; 128 more than the signal where one ended it.
  let status: Int32
  let output: String
  let errors: String

  var description: String { "exit \(status)\n--- output\n\(output)\n--- errors\n\(errors)" }

  /// The lines that begin with `error: `, without that.
  var complaints: [String] {
    errors.split(separator: "\n").filter { $0.hasPrefix("error: ") || $0.hasPrefix("Error: ") }
      .map { String($0.dropFirst(7)) }
  }
}

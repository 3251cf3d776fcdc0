import CTickmarkChild
import Glibc

/// One worker process: its pipes, and the trials that it was given and has not answered, in their order.
final class WorkerProcess {
  private let identifier: Int32
  /// Of its standard input, output and error.
  let inputEnd, outputEnd, errorEnd: Int32
  private var isInputOpen = true
  private var reader = LineReader()
  private var writer = LineWriter()
  private var lastWords: [UInt8] = []
  private var ending: String?

  private(set) var queue: [TrialAssignment] = []
  var isReady = false
  /// Since when the first of the queue has been under way, or the start where there is none.
  private(set) var since: Double

  /// - Throws: `WorkerError.cannotStart`.
  init(_ command: [String], environment: [String: String], now: Double) throws(WorkerError) {
    since = now
    var pipes: [(reading: Int32, writing: Int32)] = []
    for _ in 0..<3 {
      var (reading, writing): (Int32, Int32) = (-1, -1)
      let code = tickmark_pipe(&reading, &writing)
      guard code == 0 else {
        for descriptor in pipes.flatMap({ [$0.reading, $0.writing] }) { Glibc.close(descriptor) }
        throw .cannotStart(program: command.first ?? "", reason: String(cString: strerror(code)))
      }
      pipes.append((reading, writing))
    }
    (inputEnd, outputEnd, errorEnd) = (pipes[0].writing, pipes[1].reading, pipes[2].reading)
    let theirs = [pipes[0].reading, pipes[1].writing, pipes[2].writing]
    var process: Int32 = 0
    let code = Self.start(command, environment, theirs, &process)
    // What is the child's is the child's alone: the end of its pipes is its end.
    for descriptor in theirs { Glibc.close(descriptor) }
    identifier = process
    guard code == 0 else {
      for descriptor in [inputEnd, outputEnd, errorEnd] { Glibc.close(descriptor) }
      throw .cannotStart(program: command.first ?? "", reason: String(cString: strerror(code)))
    }
    for descriptor in [inputEnd, outputEnd, errorEnd] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    guard identifier > 0 else { return }
    _ = end()
    close()
    Glibc.close(outputEnd)
    Glibc.close(errorEnd)
  }

  /// - Returns: 0, or the error's number.
  private static func start(
    _ command: [String], _ environment: [String: String], _ files: [Int32], _ process: inout Int32
  ) -> Int32 {
    guard let made = tickmark_command_make() else { return ENOMEM }
    defer { tickmark_command_free(made) }
    for word in command where tickmark_command_add_argument(made, word) == 0 { return ENOMEM }
    for (name, value) in environment where tickmark_command_add_variable(made, "\(name)=\(value)") == 0 {
      return ENOMEM
    }
    return tickmark_command_start(made, files[0], files[1], files[2], &process)
  }

  var hasUnsent: Bool { !writer.isEmpty }

  func give(_ trial: TrialAssignment, now: Double) throws {
    if queue.isEmpty { since = now }
    queue.append(trial)
    try send(WorkerRequest(trial: trial.trial, point: trial.point.values))
  }

  func send(_ request: WorkerRequest) throws { writer.append(try WorkerLine.text(request)) }

  /// Writes what the pipe takes. A worker that is gone is found out when its output ends.
  func flush() { _ = writer.flush(inputEnd) }

  func read() -> LineReader.Outcome { reader.read(outputEnd) }

  /// Keeps the end of what it says about itself.
  func readErrors() {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = Glibc.read(errorEnd, &buffer, buffer.count)
    if count > 0 { lastWords = (lastWords + buffer[..<count]).suffix(4_096) }
  }

  /// Whether the first of the queue is this one; it is then answered.
  func answers(_ trial: Int64, now: Double) -> Bool {
    guard queue.first?.trial == trial else { return false }
    queue.removeFirst()
    since = now
    return true
  }

  /// Whether it has ended, by itself or by force.
  var hasEnded: Bool {
    if ending == nil { collect(WNOHANG) }
    return ending != nil
  }

  /// Ends it, by force, and tells how it ended.
  func end() -> String {
    if ending == nil {
      // Of one that is ending by itself the reason is wanted, not ours.
      for _ in 0..<20 where !hasEnded { usleep(500) }
      if !hasEnded {
        kill(identifier, SIGKILL)
        collect(0)
      }
    }
    readErrors()
    return (ending ?? "it ended") + lastLine
  }

  private func collect(_ options: Int32) {
    var status: Int32 = 0
    var found: Int32
    repeat { found = waitpid(identifier, &status, options) } while found < 0 && errno == EINTR
    guard found != 0 else { return }
    // The low seven bits are the signal, the next eight the status.
    let signal = status & 0x7f
    ending = signal == 0 ? "it ended with status \(status >> 8 & 0xff)" : "it ended with signal \(signal)"
  }

  var lastLine: String {
    let line = String(decoding: lastWords, as: UTF8.self).split(whereSeparator: \.isNewline).last
    return line.map { ": \($0)" } ?? ""
  }

  /// Has it end by itself, once it has nothing more to do.
  func close() {
    if isInputOpen { Glibc.close(inputEnd) }
    isInputOpen = false
  }
}

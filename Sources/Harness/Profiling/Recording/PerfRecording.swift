import Foundation
import Glibc
import TickmarkMeasurement

/// A `perf record` that watches a process and is switched on and off while that process runs.
///
/// It samples the processor's clock (cpu-clock): virtual machines often have no other counter.
final class PerfRecording {
  /// How long perf may take to write what it holds.
  private static let patienceSeconds = 60

  private let process: ChildProcess
  private let messages: Drain
  private let control: FileHandle
  private let answers: FileHandle
  private let data: String
  private var hasEnded = false

  /// Starts perf on the process and waits until it can be switched on.
  ///
  /// - Throws: `.noPerf` where it is missing or not permitted.
  init(of process: Int32, hertz: Int, unwinding: Profile.Unwinding, in folder: URL) throws(ProfilingError) {
    guard ProgramSearch.isThere("perf") else {
      throw .noPerf("perf is not installed; 'apt-get install linux-perf' brings it")
    }
    data = folder.appendingPathComponent("perf.data").path
    guard let control = Self.pipe(at: data + ".control"), let answers = Self.pipe(at: data + ".answers") else {
      throw .noPerf("no pipe to perf can be made in '\(folder.path)'")
    }
    self.control = control
    self.answers = answers
    // Stacks of 16 KiB hold about a hundred frames.
    let callers = unwinding == .dwarf ? "dwarf,16384" : "fp"
    do {
      self.process = try ChildProcess(
        executable: "perf",
        arguments: [
          "record", "-q", "-B", "-N", "-e", "cpu-clock", "-F", "\(hertz)", "--call-graph",
          callers, "-D", "-1",
          "--control", "fifo:\(Self.name(of: control)),\(Self.name(of: answers))", "-o", data, "-p", "\(process)",
        ], environment: Self.environment)
    } catch { throw .noPerf("perf cannot be started: \(error)") }
    messages = Drain(self.process.errors)
    try switchOn(true)
    try switchOn(false)
  }

  deinit {
    guard !hasEnded else { return }
    kill(process.identifier, SIGKILL)
    _ = process.wait()
  }

  /// Returns once perf has done it.
  func switchOn(_ isOn: Bool) throws(ProfilingError) {
    do { try control.write(contentsOf: Data((isOn ? "enable\n" : "disable\n").utf8)) } catch { throw refusal() }
    var answer = Data()
    // It answers `ack`, a line break and, in some versions, a zero.
    while !answer.contains(0x0A) {
      var sources = [
        pollfd(fd: answers.fileDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: process.output.fileDescriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&sources, 2, 10_000)
      if count < 0, errno == EINTR { continue }
      // Its standard output ends with it.
      guard count > 0, sources[0].revents != 0 else { throw refusal() }
      answer += answers.availableData
    }
  }

  /// Ends perf and reads what it saw.
  ///
  /// - Parameter program: the path of the profiled executable.
  func finish(program: String) throws(ProfilingError) -> PerfScript {
    kill(process.identifier, SIGINT)
    let overdue = Overdue(process.identifier, seconds: Self.patienceSeconds)
    _ = process.output.readDataToEndOfFile()
    // It ends by the signal that asked it to.
    _ = process.wait()
    hasEnded = true
    if overdue.cancel() { throw .noPerf("perf does not end when it is asked to") }
    let script: ChildProcess
    do {
      script = try ChildProcess(
        executable: "perf",
        arguments: ["script", "--no-demangle", "--no-inline", "-F", "tid,ip,sym,dso", "-i", data],
        environment: Self.environment)
    } catch { throw .noPerf("perf cannot be started: \(error)") }
    let said = Drain(script.errors)
    let isLate = Overdue(script.identifier, seconds: 10 * Self.patienceSeconds)
    var reader = PerfScript(program: program)
    while case let bytes = script.output.availableData, !bytes.isEmpty { reader.read(bytes) }
    reader.finish()
    let end = script.wait()
    if isLate.cancel() { throw .unreadable(of: "perf record", problem: "perf script takes longer than minutes") }
    guard end.status == 0, !end.isSignalled else { throw .unreadable(of: "perf record", problem: said.reason) }
    return reader
  }

  /// A named pipe, open for both directions so that neither end waits for the other.
  private static func pipe(at path: String) -> FileHandle? {
    guard mkfifo(path, 0o600) == 0, case let file = open(path, O_RDWR | O_CLOEXEC), file >= 0 else { return nil }
    return FileHandle(fileDescriptor: file, closeOnDealloc: true)
  }

  /// A name without a comma, which perf takes for the end of a name: the folder's may have one.
  private static func name(of pipe: FileHandle) -> String { "/proc/\(getpid())/fd/\(pipe.fileDescriptor)" }

  /// Without the user's own settings, and without asking servers for symbols.
  private static var environment: [String: String] {
    ProcessInfo.processInfo.environment.merging(["PERF_CONFIG": "/dev/null", "DEBUGINFOD_URLS": ""]) { $1 }
  }

  /// Why perf did not answer.
  private func refusal() -> ProfilingError {
    kill(process.identifier, SIGTERM)
    _ = process.output.readDataToEndOfFile()
    _ = process.wait()
    hasEnded = true
    let text = messages.text
    if text.contains("perf_event_paranoid") || text.contains("ermission") || text.contains("not permitted") {
      let level = (try? String(contentsOfFile: "/proc/sys/kernel/perf_event_paranoid", encoding: .utf8)) ?? "unknown\n"
      return .noPerf("perf may not watch processes here (perf_event_paranoid is \(level.dropLast()))")
    }
    let line = text.split(separator: "\n").first { !$0.allSatisfy { $0 == " " } } ?? "it said nothing"
    return .noPerf("perf does not record here: \(line.prefix(200))")
  }
}

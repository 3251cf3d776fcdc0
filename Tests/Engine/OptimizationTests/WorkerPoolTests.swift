import Foundation
import Testing

@testable import TickmarkOptimization

/// Workers that misbehave: a shell that answers each trial with its number, but does what its point says.
@Suite struct WorkerPoolTests {
  private static let script = """
    read -r job
    echo '{"ready":{"code":"c","data":"'"$DATA"'"}}'
    while read -r line; do
      point=${line#*\\"point\\":[}; point=${point%%[],]*}
      trial=${line##*\\"trial\\":}; trial=${trial%%[,\\}]*}
      case $point in
        1) kill -9 $$ ;;
        2) exec sleep 600 ;;
        3) echo 'what?' ;;
        4) echo '{"trial":999,"result":{"values":[1],"isPruned":false,"notes":{"constraints":[],"inSample":[],"outOfSample":[]}}}' ;;
        5) [ -e "$MARK" ] || { : >"$MARK"; echo 'out of memory, say' >&2; exit 7; } ;;
        6) echo '{"trial":'"$trial"',"failure":"bad point"}'; continue ;;
        7) kill -11 $$ ;;
        8) head -c 3000000 /dev/zero | tr '\\0' 'x' ;;
      esac
      echo '{"trial":'"$trial"',"seconds":0.0001,"result":{"values":['"$trial"'],"isPruned":false,"notes":{"constraints":[],"inSample":[],"outOfSample":[]}}}'
    done
    """

  private func pool(
    _ count: Int = 2, script: String = script, identity: WorkerIdentity? = nil, seconds: Double? = 20,
    mark: String = "/nonexistent", data: String = "d"
  ) throws -> WorkerPool {
    try WorkerPool(
      WorkerPool.Settings(
        command: ["/bin/sh", "-c", script], count: count, job: "a job", identity: identity, secondsPerTrial: seconds),
      environment: ["MARK": mark, "DATA": data, "PATH": "/usr/bin:/bin"])
  }

  /// Gives a pool points and waits for all of them.
  private func run(_ pool: WorkerPool, _ points: [Double]) throws -> [TrialEvent] {
    defer { pool.stop() }
    var left = points.enumerated().map { TrialAssignment(trial: Int64($0), point: Point(values: [$1])) }
    var events: [TrialEvent] = []
    func ended(_ events: [TrialEvent]) -> Int { events.filter { $0.trial != nil }.count }
    let deadline = SteadyClock.seconds + 60
    while ended(events) < points.count, SteadyClock.seconds < deadline {
      let some = min(pool.room, left.count)
      try pool.submit(Array(left.prefix(some)))
      left.removeFirst(some)
      events += try pool.events(within: 1)
    }
    return events
  }

  private func results(_ events: [TrialEvent]) -> [Int64: Double] {
    Dictionary(
      events.compactMap { event in
        if case .finished(let trial, let result, _) = event { (trial, result.values[0]) } else { nil }
      }
    ) { _, _ in .nan }
  }

  private func failures(_ events: [TrialEvent]) -> [Int64: String] {
    Dictionary(
      events.compactMap { event in if case .failed(let trial, let reason) = event { (trial, reason) } else { nil } }
    ) { $1 + $0 }
  }

  @Test(arguments: [1, 3]) func `every trial is answered once, by whomever`(count: Int) throws {
    let events = try run(pool(count), [Double](repeating: 0, count: 400))
    #expect(results(events) == Dictionary(uniqueKeysWithValues: (0..<400).map { (Int64($0), Double($0)) }))
    #expect(events.count == 400)
  }

  /// The trial fails after so many tries and says why; all others have their values.
  @Test(arguments: [
    (1.0, "signal 9"), (7, "signal 11"), (3, "it said 'what?'"), (4, "it said '{\"trial\":999"),
    (8, "more than 1048576 bytes"),
  ]) func `a trial that no worker survives fails, and costs nobody else anything`(point: Double, reason: String) throws
  {
    let points = (0..<60).map { $0 == 20 ? point : 0 }
    let events = try run(pool(), points)
    #expect(failures(events).keys.sorted() == [20])
    #expect(
      failures(events)[20]?.contains("lost 3 times") ?? false && failures(events)[20]?.contains(reason) ?? false,
      "\(events.suffix(4))")
    #expect(results(events).count == 59 && results(events)[20] == nil)
    #expect(events.filter { if case .message = $0 { true } else { false } }.count == 3)
  }

  @Test func `a worker that hangs is replaced`() throws {
    let start = SteadyClock.seconds
    let events = try run(pool(seconds: 0.3), [0, 0, 2, 0, 0, 0])
    #expect(failures(events)[2]?.contains("took longer than 0.3 s") ?? false && results(events).count == 5)
    #expect(SteadyClock.seconds - start < 20)
  }

  @Test func `a trial whose worker dies once has its value all the same, and the reason is told`() throws {
    let mark = FileManager.default.temporaryDirectory.appending(path: "tickmark-mark-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: mark) }
    let events = try run(pool(mark: mark), [0, 5, 0])
    #expect(results(events) == [0: 0, 1: 1, 2: 2])
    #expect(events.contains { if case .message(let text) = $0 { text.contains("out of memory, say") } else { false } })
  }

  @Test func `a failure that a worker tells is the trial's own`() throws {
    let events = try run(pool(), [0, 6, 0])
    #expect(failures(events) == [1: "bad point"] && results(events).count == 2)
  }

  @Test func `workers that do not come up, refuse or are others end the run`() throws {
    #expect(throws: WorkerError.self) { try run(pool(script: "exit 3"), [0]) }
    #expect(throws: WorkerError.refused(reason: "no prices")) {
      try run(pool(script: "read -r job; echo '{\"failure\":\"no prices\"}'; cat"), [0])
    }
    let (expected, found) = (WorkerIdentity(code: "c", data: "d"), WorkerIdentity(code: "c", data: "e"))
    #expect(throws: WorkerError.otherWorker(expected: expected, found: found)) {
      try run(pool(identity: expected, data: "e"), [0])
    }
    #expect(throws: WorkerError.self) {
      try WorkerPool(WorkerPool.Settings(command: ["/no/such/program"], count: 1, job: ""))
    }
  }

  /// One of them hangs, so that it has to be ended by force.
  @Test func `a stopped pool leaves no process`() throws {
    let mark = "tickmark-worker-\(UUID().uuidString)"
    let pool = try pool(3, script: ": \(mark)\n" + Self.script, seconds: nil)
    try pool.submit([TrialAssignment(trial: 0, point: Point(values: [2]))])
    _ = try pool.events(within: 0.3)
    #expect(running(mark) >= 2, "one has become another program")
    pool.stop()
    #expect(running(mark) == 0)
  }

  /// How many processes have this on their command line.
  private func running(_ mark: String) -> Int {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.filter { process in
      guard Int(process) != nil, let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else {
        return false
      }
      return String(decoding: line, as: UTF8.self).contains(mark)
    }.count
  }
}

extension TrialEvent {
  /// The trial that has ended.
  fileprivate var trial: Int64? {
    switch self {
    case .finished(let trial, _, _), .failed(let trial, _): trial
    case .report, .message: nil
    }
  }
}

@Suite struct RemoteExecutorTests {
  private let toRemote = Pipe()
  private let fromRemote = Pipe()
  private let identity = WorkerIdentity(code: "c", data: "d")

  private func executor() -> RemoteExecutor {
    RemoteExecutor(
      inFlight: 3, job: "a job", identity: identity, input: fromRemote.fileHandleForReading.fileDescriptor,
      output: dup(toRemote.fileHandleForWriting.fileDescriptor))
  }

  private func answer(_ replies: WorkerReply...) throws {
    for reply in replies { try fromRemote.fileHandleForWriting.write(contentsOf: Data(WorkerLine.text(reply))) }
  }

  @Test func `the first answer of a trial counts, in whatever order they come`() throws {
    let executor = executor()
    try executor.submit((1...3).map { TrialAssignment(trial: $0, point: Point(values: [Double($0)])) })
    #expect(executor.room == 0)
    let sent = String(decoding: toRemote.fileHandleForReading.availableData, as: UTF8.self).split(separator: "\n")
    #expect(
      sent == [
        #"{"identity":{"code":"c","data":"d"},"job":"a job"}"#, #"{"point":[1],"trial":1}"#,
        #"{"point":[2],"trial":2}"#,
        #"{"point":[3],"trial":3}"#,
      ])
    let (first, second) = (TrialResult(values: [10]), TrialResult(values: [20]))
    try answer(
      WorkerReply(ready: identity), WorkerReply(trial: 3, result: first, seconds: 1),
      WorkerReply(trial: 3, result: second, seconds: 1), WorkerReply(trial: 99, result: second),
      WorkerReply(trial: 1, failure: "no"))
    #expect(
      try executor.events(within: 1) == [
        .finished(trial: 3, first, seconds: 1), .failed(trial: 1, reason: "no"),
      ])
    #expect(executor.room == 2)
  }

  /// A pipe takes 64 KiB; nobody reads here.
  @Test func `more trials than a pipe takes are not waited for`() throws {
    let executor = RemoteExecutor(
      inFlight: 10_000, job: "a job", identity: identity, input: fromRemote.fileHandleForReading.fileDescriptor,
      output: dup(toRemote.fileHandleForWriting.fileDescriptor))
    try executor.submit((0..<10_000).map { TrialAssignment(trial: $0, point: Point(values: [0.123456789])) })
    #expect(try executor.room == 0 && executor.events(within: 0.01).isEmpty)
  }

  @Test func `another program, rubbish and the end of the line are noticed`() throws {
    let executor = executor()
    try executor.submit([TrialAssignment(trial: 1, point: Point(values: [1]))])
    try fromRemote.fileHandleForWriting.write(contentsOf: Data("what?\n".utf8))
    #expect(try executor.events(within: 1) == [.message("not understood: 'what?'")])
    let other = WorkerIdentity(code: "x", data: "d")
    try answer(WorkerReply(ready: other))
    #expect(throws: WorkerError.otherWorker(expected: identity, found: other)) { try executor.events(within: 1) }
    try fromRemote.fileHandleForWriting.close()
    #expect(throws: WorkerError.remoteEnded) { try executor.events(within: 1) }
  }
}

import Foundation
import Testing

@testable import TickmarkBaselines
@testable import TickmarkMeasurement

@Suite struct BaselineStoreTests {
  private let folder: ScratchFolder
  private let store: BaselineStore

  init() throws {
    folder = try ScratchFolder()
    store = BaselineStore(root: folder.path("Baselines"))
  }

  @Test func `a suite that is saved can be loaded for its machine class`() throws {
    let run = StoredRun.file()
    #expect(try store.save(run) == [folder.path("Baselines/test-2c/sums.json")])
    #expect(try store.load(suite: "sums", machineClass: "test-2c") == run)
    #expect(store.list().map(\.suite) == ["sums"])
    #expect(store.list().map(\.machineClass) == ["test-2c"])
  }

  @Test func `each suite of a run gets a file of its own, with its own controls`() throws {
    var run = StoredRun.file()
    var other = run.cases[0]
    other.suite = "walks"
    other.case = "walks/steps/32"
    run.cases.append(other)
    run.controls.append(ControlRecord(case: "walks/steps/32", ratio: 1, interval: [1, 1], fired: false))
    #expect(try store.save(run).map { ($0 as NSString).lastPathComponent } == ["sums.json", "walks.json"])
    let walks = try store.load(suite: "walks", machineClass: "test-2c")
    #expect(walks.cases == [other])
    #expect(walks.controls.map(\.case) == ["walks/steps/32"])
    #expect(try store.load(suite: "sums", machineClass: "test-2c").cases.count == 2)
  }

  @Test func `what is not there is missing by name`() {
    #expect(throws: BaselineError.missing(suite: "sums", machineClass: "test-2c")) {
      try store.load(suite: "sums", machineClass: "test-2c")
    }
    #expect(throws: BaselineError.nothingToRemove(suite: "sums", machineClass: "test-2c")) {
      try store.remove(suite: "sums", machineClass: "test-2c")
    }
    #expect(store.list().isEmpty)
  }

  @Test func `a removed baseline is gone`() throws {
    _ = try store.save(StoredRun.file())
    try store.remove(suite: "sums", machineClass: "test-2c")
    #expect(store.list().isEmpty)
  }

  @Test func `a run with a disagreement is refused before anything is written`() throws {
    let old = StoredRun.file()
    _ = try store.save(old)
    var run = old
    run.commit = "new"
    run.cases[1].agreement.disagreement = "[3]"
    #expect(throws: BaselineError.disagreeing(case: "sums/running/64", variant: "simd")) { try store.save(run) }
    #expect(try store.load(suite: "sums", machineClass: "test-2c") == old)
  }

  @Test func `a number that JSON lacks leaves the old file as it was`() throws {
    let old = StoredRun.file()
    _ = try store.save(old)
    var run = old
    run.cases[0].metrics["wall"]?.median = .nan
    #expect(throws: BaselineError.self) { try store.save(run) }
    #expect(try store.load(suite: "sums", machineClass: "test-2c") == old)
  }

  @Test func `saving replaces the file and leaves nothing beside it`() throws {
    _ = try store.save(StoredRun.file())
    _ = try store.save(StoredRun.file())
    #expect(folder.names == ["Baselines", "Baselines/test-2c", "Baselines/test-2c/sums.json"])
  }

  @Test func `a reader sees the old file or the new one, never half of either`() throws {
    let path = folder.path("both.json")
    let texts = [Data(repeating: 1, count: 300_000), Data(repeating: 2, count: 300_000)]
    try AtomicWrite.write(texts[0], to: path)
    let seen = ReadingThread(path: path)
    for turn in 0..<60 { try AtomicWrite.write(texts[turn % 2], to: path) }
    #expect(seen.stop().allSatisfy { texts.contains($0) })
  }

  @Test func `a place that cannot be written is named`() throws {
    let blocked = folder.path("file")
    try Data().write(to: URL(fileURLWithPath: blocked))
    let error = #expect(throws: BaselineError.self) { try AtomicWrite.write(Data("a".utf8), to: "\(blocked)/a.json") }
    guard case .unwritable("\(blocked)/a.json", let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!reason.isEmpty)
    #expect(folder.names == ["file"])
  }
}

/// Reads a file again and again on another thread.
private final class ReadingThread: @unchecked Sendable {  // every access to the two variables holds the lock
  private let lock = NSLock()
  private var isStopped = false
  private var seen: Set<Data> = []
  private let done = DispatchSemaphore(value: 0)

  init(path: String) {
    Thread.detachNewThread { [self] in
      while !lock.withLock({ isStopped }) {
        let data = FileManager.default.contents(atPath: path) ?? Data()
        lock.withLock { _ = seen.insert(data) }
      }
      done.signal()
    }
  }

  func stop() -> Set<Data> {
    lock.withLock { isStopped = true }
    done.wait()
    return lock.withLock { seen }
  }
}

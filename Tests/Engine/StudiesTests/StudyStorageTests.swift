import Foundation
import Testing
import TickmarkOptimization
import TickmarkStudies

/// Every storage keeps the same promises.
@Suite struct StudyStorageTests {
  // swift-format-ignore: NeverUseForceTry
  static let space = try! SearchSpace([
    "fast": .integer(low: 2, high: 20, step: 2, isLogarithmic: false),
    "kind": .categorical([.text("sma"), .text("ema")]),
    "rate": .float(low: 1e-4, high: 1, step: nil, isLogarithmic: true),
  ])
  static let header = StudyHeader(name: "a study", directions: [.maximize])

  enum Kind: String, Sendable {
    case memory, sqlite, postgreSQL

    /// PostgreSQL where there is a server.
    static let available: [Kind] = [.memory, .sqlite] + (PostgreSQL.address == nil ? [] : [.postgreSQL])
    static let durable = available.filter { $0 != .memory }
  }

  /// Nothing to see but whether the others ran: a skip of this one is a skip of theirs.
  @Test(.enabled(if: PostgreSQL.address != nil, "SKIPPED: no PostgreSQL server; see scripts/with-postgres"))
  func `the storages were tested on PostgreSQL, too`() { #expect(Kind.available.contains(.postgreSQL)) }

  /// A storage in a folder of its own.
  private func storage(_ kind: Kind, in place: Folder) throws -> any StudyStorage {
    switch kind {
    case .memory: MemoryStorage(Self.header, space: Self.space)
    case .sqlite, .postgreSQL: try Self.durable(kind, in: place)
    }
  }

  /// One more connection to the study of this place.
  static func durable(_ kind: Kind, in place: Folder) throws -> RelationalStorage {
    guard kind == .postgreSQL, let address = PostgreSQL.address else {
      return try RelationalStorage(sqlite: place.path("study.db"), header, space: space)
    }
    let named = StudyHeader(name: place.path("study"), directions: header.directions)
    return try RelationalStorage(postgreSQL: address, named, space: space)
  }

  private func trial(_ fast: Double) -> NewTrial {
    let point = Point(values: [fast, 1, 0.5])
    let surroundings = TrialSurroundings(scenario: "s", dataset: "d", codeVersion: "1")
    return NewTrial(point: point, key: TrialKey(point, of: Self.space, in: surroundings))
  }

  private func run(_ storage: any StudyStorage, _ fast: Double, _ outcome: TrialOutcome) throws -> Int {
    guard case .run(let id, let number)? = try storage.commit([.begin(trial(fast))]).first else { return -1 }
    _ = try storage.commit([.finish(trial: id, outcome)])
    return number
  }

  @Test(arguments: Kind.available) func `trials are numbered in order and keep what they came to`(kind: Kind) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    #expect(try run(storage, 4, .complete(values: [1.5])) == 0)
    #expect(try run(storage, 6, .pruned(values: [0.5])) == 1)
    #expect(try run(storage, 8, .failed(reason: "it \"broke\"")) == 2)
    #expect(try run(storage, 10, .complete(values: [-.infinity])) == 3)
    let trials = try storage.trials(from: 0)
    #expect(trials.map(\.number) == [0, 1, 2, 3] && trials.map(\.state) == [.complete, .pruned, .failed, .complete])
    #expect(trials.map(\.values) == [[1.5], [0.5], [], [-.infinity]])
    #expect(trials.map(\.point?.values) == [4, 6, 8, 10].map { [$0, 1, 0.5] })
    #expect(trials[2].reason == "it \"broke\"" && trials[0].key == trial(4).key)
    #expect(try storage.trials(from: 3).count == 1 && storage.trials(numbered: [2, 0, 9]).map(\.number) == [2, 0])
  }

  @Test(arguments: Kind.available) func `an equal trial waits, then is answered, and says by whom`(kind: Kind) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    let begun = try storage.commit([.begin(trial(4)), .begin(trial(4))])
    guard case .run(let id, 0)? = begun.first else { throw Unexpected(begun) }
    #expect(begun.last == .wait(for: 0))
    _ = try storage.commit([.finish(trial: id, .complete(values: [7]))])
    #expect(try storage.commit([.begin(trial(4))]) == [.answered(number: 1, by: 0, values: [7])])
    let second = try storage.trials(from: 1)[0]
    #expect(second.state == .complete && second.values == [7] && second.duplicateOf == 0)
  }

  @Test(arguments: Kind.available) func `a failure answers nobody`(kind: Kind) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    #expect(try run(storage, 4, .failed(reason: "no")) == 0)
    #expect(try run(storage, 4, .complete(values: [3])) == 1)
    #expect(try storage.commit([.begin(trial(4))]) == [.answered(number: 2, by: 1, values: [3])])
  }

  @Test(arguments: Kind.available) func `waiting trials are claimed once, in order`(kind: Kind) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    _ = try storage.commit((1...5).map { .enqueue(trial(Double($0) * 2)) })
    let first = try storage.claim(2)
    #expect(first.map(\.number) == [0, 1] && first.map(\.point?.values[0]) == [2, 4])
    #expect(try storage.claim(9).map(\.number) == [2, 3, 4] && storage.claim(1).isEmpty)
    #expect(try storage.trials(from: 0).allSatisfy { $0.state == .running && $0.point != nil })
  }

  @Test(arguments: Kind.durable) func `what was committed is there in the next process`(kind: Kind) throws {
    let place = try Folder()
    let first = try storage(kind, in: place)
    _ = try run(first, 4, .complete(values: [1]))
    let second = try storage(kind, in: place)
    #expect(try second.trials(from: 0).map(\.values) == [[1]])
    #expect(try second.commit([.begin(trial(4))]) == [.answered(number: 1, by: 0, values: [1])])
  }

  @Test(arguments: Kind.durable) func `four connections claim each of 400 waiting trials once`(kind: Kind) async throws
  {
    let place = try Folder()
    _ = try Self.durable(kind, in: place).commit((0..<400).map { _ in .enqueue(trial(4)) })
    let claimed = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let own = try Self.durable(kind, in: place)
          var numbers: [Int] = []
          while case let some = try own.claim(3), !some.isEmpty { numbers += some.map(\.number) }
          return numbers
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claimed.count == 400 && Set(claimed).count == 400)
  }

  @Test(arguments: Kind.durable) func `four connections number their trials without a gap`(kind: Kind) async throws {
    let place = try Folder()
    _ = try Self.durable(kind, in: place)
    let trials = (0..<4).map { own in
      (0..<50).map { NewTrial(point: trial(4).point, key: TrialKey(high: UInt64(own), low: $0)) }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for own in trials {
        group.addTask {
          let storage = try Self.durable(kind, in: place)
          for trial in own { _ = try storage.commit([.begin(trial)]) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try Self.durable(kind, in: place).trials(from: 0).map(\.number) == Array(0..<200))
  }

  @Test(arguments: Kind.durable) func `a trial that nobody has heard of fails and is put back in line`(kind: Kind)
    throws
  {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    guard case .run(let id, _)? = try storage.commit([.begin(trial(4)), .begin(trial(6))]).first else { return }
    _ = try storage.commit([.heartbeat(trial: id)])
    #expect(try storage.failStale(afterSeconds: 100) == 0)
    #expect(try storage.failStale(afterSeconds: -2) == 1)
    let trials = try storage.trials(from: 0)
    #expect(trials.map(\.state) == [.failed, .running, .waiting], "one without a heartbeat is never stale")
    #expect(try storage.claim(1).first?.point == trial(4).point)
  }

  @Test func `what is no study file is one line`() throws {
    let place = try Folder()
    try Data("a text that is no database, and long enough to be sure of it".utf8).write(to: place.url("text.db"))
    #expect(throws: StorageError.notAStudyFile(place: place.path("text.db"))) {
      try RelationalStorage(sqlite: place.path("text.db"), Self.header, space: Self.space)
    }
    #expect(throws: StorageError.self) {
      try RelationalStorage(sqlite: place.path("no/such/folder.db"), Self.header, space: Self.space)
    }
    _ = try storage(.sqlite, in: place)
    #expect(throws: StorageError.otherDirections(study: "a study", stored: [.maximize])) {
      try RelationalStorage(
        sqlite: place.path("study.db"), StudyHeader(name: "a study", directions: [.minimize]), space: Self.space)
    }
  }

  struct Unexpected: Error {
    init(_ begun: [BegunTrial]) {}
  }
}

/// A folder of its own for one test.
final class Folder: Sendable {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tickmark-studies-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ name: String) -> URL { folder.appending(path: name) }
  func path(_ name: String) -> String { url(name).path }
}

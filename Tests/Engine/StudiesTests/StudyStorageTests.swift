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
    guard case .run(let id, let number, _)? = try storage.commit([.begin(trial(fast).proposal)]).begun.first else {
      return -1
    }
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

  /// More than go into one query, and between them another study's.
  @Test(arguments: Kind.available) func `many trials are read with what is theirs`(kind: Kind) throws {
    let (place, other) = (try Folder(), try Folder())
    let mine = try storage(kind, in: place)
    let theirs =
      kind == .sqlite
      ? try RelationalStorage(
        sqlite: place.path("study.db"), StudyHeader(name: "another", directions: [.maximize]), space: Self.space)
      : try storage(kind, in: other)
    for start in stride(from: 0, to: 600, by: 50) {
      for (storage, sign) in [(mine, 1.0), (theirs, -1.0)] {
        let begun = try storage.commit(
          (0..<50).map { _ in .begin(NewTrial(point: Point(values: [4, 1, 0.5]), key: nil).proposal) }
        ).begun
        let changes = begun.flatMap { trial -> [StudyChange] in
          guard case .run(let id, let number, _) = trial else { return [] }
          return [
            .note(trial: id, TrialNotes(constraints: [Double(number)])),
            .finish(trial: id, .complete(values: [sign * Double(number)])),
          ]
        }
        _ = try storage.commit(changes)
      }
      #expect(try mine.trials(from: start).count == 50)
    }
    func isWhole(_ trials: [StoredTrial]) -> Bool {
      trials.allSatisfy {
        $0.values == [Double($0.number)] && $0.notes.constraints == $0.values && $0.point?.values == [4, 1, 0.5]
      }
    }
    let all = try mine.trials(from: 0)
    #expect(all.map(\.number) == Array(0..<600) && isWhole(all))
    let some = try mine.trials(numbered: Array(stride(from: 1_198, through: 0, by: -2)))
    #expect(some.map(\.number) == Array(stride(from: 598, through: 0, by: -2)) && isWhole(some))
  }

  @Test(arguments: Kind.available) func `an equal trial waits, then is answered, and says by whom`(kind: Kind) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    let begun = try storage.commit([
      .begin(trial(4).proposal), .begin(trial(4).proposal), .begin(trial(4).proposal),
    ]).begun
    guard case .run(let id, 0, trial(4)) = begun[0], case .wait(let waiting, 1, trial(4), 0) = begun[1],
      case .wait(let other, 2, trial(4), 0) = begun[2]
    else { throw Unexpected(begun) }
    #expect(try storage.commit([.resume(trial: waiting, trial(4))]).begun == [begun[1]], "not yet")
    _ = try storage.commit([
      .note(trial: id, TrialNotes(constraints: [0.5])), .finish(trial: id, .complete(values: [7])),
    ])
    #expect(
      try storage.commit([.begin(trial(4).proposal), .resume(trial: waiting, trial(4))]).begun == [
        .answered(number: 3, trial(4), by: 0, isPruned: false), .answered(number: 1, trial(4), by: 0, isPruned: false),
      ])
    let trials = try storage.trials(from: 0)
    #expect(trials.map(\.state) == [.complete, .complete, .running, .complete])
    #expect(trials.map(\.duplicateOf) == [nil, 0, nil, 0] && trials[1].values == [7] && !trials[3].notes.isFeasible)
    _ = try storage.commit([.finish(trial: other, .failed(reason: "given up"))])
    #expect(
      try storage.commit([.begin(trial(4).proposal)]).begun == [.answered(number: 4, trial(4), by: 0, isPruned: false)],
      "the end of one that waited is not the end of whom it waited for")
  }

  @Test(arguments: Kind.available) func `who waited for a failure takes its place`(kind: Kind) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    let begun = try storage.commit([.begin(trial(4).proposal), .begin(trial(4).proposal)]).begun
    guard case .run(let id, _, _) = begun[0], case .wait(let waiting, _, _, _) = begun[1] else {
      throw Unexpected(begun)
    }
    _ = try storage.commit([.finish(trial: id, .failed(reason: "no"))])
    #expect(try storage.commit([.resume(trial: waiting, trial(4))]).begun == [.run(id: waiting, number: 1, trial(4))])
    #expect(try storage.commit([.resume(trial: waiting, trial(4))]).begun == [.run(id: waiting, number: 1, trial(4))])
  }

  @Test(arguments: Kind.available) func `a proposal sees how many there were, whatever else is in line`(kind: Kind)
    throws
  {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    _ = try storage.commit([.enqueue(trial(20))])
    let proposal = { (index: Int) in index < 2 ? trial(Double(2 + 2 * index)) : nil }
    _ = try storage.commit([.begin(proposal)])
    let begun = try storage.commit([.enqueue(trial(18)), .begin(proposal), .begin(proposal)]).begun
    #expect(begun.last == .nothing && begun.count == 2)
    #expect(
      try storage.trials(from: 0).map(\.point?.values[0]) == [
        kind == .memory ? 20 : nil, 2, kind == .memory ? 18 : nil, 4,
      ])
  }

  @Test(arguments: Kind.available) func `without a key everything is run`(kind: Kind) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    let keyless = NewTrial(point: trial(4).point, key: nil)
    for number in 0..<2 {
      guard case .run(let id, number, keyless)? = try storage.commit([.begin(keyless.proposal)]).begun.first else {
        Issue.record("trial \(number) does not run")
        return
      }
      _ = try storage.commit([.finish(trial: id, .complete(values: [1]))])
    }
  }

  @Test(arguments: Kind.available) func `windows and constraints come back, whatever numbers they are`(kind: Kind)
    throws
  {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    guard case .run(let id, _, _)? = try storage.commit([.begin(trial(4).proposal)]).begun.first else { return }
    let notes = TrialNotes(
      constraints: [-.infinity, 0.25], inSample: [[1, -2.5], [.infinity, 0]], outOfSample: [[3, 4]])
    _ = try storage.commit([.note(trial: id, notes), .finish(trial: id, .complete(values: [1]))])
    #expect(try storage.trials(from: 0)[0].notes == notes)
  }

  @Test(arguments: Kind.available) func `trials are counted by state`(kind: Kind) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    #expect(try storage.counts() == StudyCounts())
    _ = try run(storage, 4, .complete(values: [1]))
    _ = try run(storage, 6, .failed(reason: "no"))
    _ = try storage.commit([.enqueue(trial(8)), .begin(trial(10).proposal)])
    #expect(
      try storage.counts() == StudyCounts(states: [.complete: 1, .failed: 1, .waiting: 1, .running: 1], watched: 1))
  }

  @Test(arguments: Kind.available) func `a failure answers nobody`(kind: Kind) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    #expect(try run(storage, 4, .failed(reason: "no")) == 0)
    #expect(try run(storage, 4, .complete(values: [3])) == 1)
    #expect(
      try storage.commit([.begin(trial(4).proposal)]).begun == [.answered(number: 2, trial(4), by: 1, isPruned: false)])
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

  @Test(arguments: Kind.durable) func `what others have given up stays given up, and its process hears of it`(
    kind: Kind
  ) throws {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    let begun = try storage.commit([.begin(trial(4).proposal), .begin(trial(4).proposal)]).begun
    guard case .run(let id, _, _) = begun[0], case .wait(let waiting, _, _, _) = begun[1] else {
      throw Unexpected(begun)
    }
    #expect(try storage.failStale(afterSeconds: -2, retries: 2, except: [id, waiting]) == 0, "its own are not judged")
    #expect(try storage.failStale(afterSeconds: -2, retries: 2, except: []) == 2)
    let turn = try storage.commit([.finish(trial: id, .complete(values: [1])), .resume(trial: waiting, trial(4))])
    #expect(turn == StudyTurn(lost: [id, waiting]))
    let trials = try storage.trials(from: 0)
    #expect(trials.map(\.state) == [.failed, .failed, .waiting, .waiting] && trials[0].values.isEmpty)
  }

  @Test(arguments: Kind.available) func `a trial that is put back is claimed again, with what it was to try`(kind: Kind)
    throws
  {
    let place = try Folder()
    let storage = try storage(kind, in: place)
    let begun = try storage.commit([.begin(trial(4).proposal), .begin(trial(4).proposal)]).begun
    guard case .wait(let waiting, _, let new, _) = begun[1] else { throw Unexpected(begun) }
    _ = try storage.commit([.putBack(trial: waiting, new)])
    #expect(try storage.counts() == StudyCounts(states: [.running: 1, .waiting: 1], watched: 1))
    let claimed = try storage.claim(5)
    #expect(claimed.map(\.id) == [waiting] && claimed.first?.point == trial(4).point)
  }

  @Test func `eight processes that open a new file at once all get it`() async throws {
    let place = try Folder()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { _ = try Self.durable(.sqlite, in: place).counts() } }
      try await group.waitForAll()
    }
  }

  @Test(arguments: Kind.durable) func `a study of another scenario is refused, one that says nothing takes ours`(
    kind: Kind
  ) throws {
    let place = try Folder()
    _ = try Self.durable(kind, in: place)
    func open(_ fingerprint: String) throws {
      let name = kind == .postgreSQL ? place.path("study") : Self.header.name
      let header = StudyHeader(name: name, directions: Self.header.directions, fingerprint: fingerprint)
      if kind == .postgreSQL, let address = PostgreSQL.address {
        _ = try RelationalStorage(postgreSQL: address, header, space: Self.space)
      } else {
        _ = try RelationalStorage(sqlite: place.path("study.db"), header, space: Self.space)
      }
    }
    try open("one")
    try open("one")
    #expect(throws: StorageError.self) { try open("another") }
  }

  @Test(arguments: [
    ("postgresql://me:secret@host/db", "postgresql://me@host/db"),
    ("postgresql://me@host/db", "postgresql://me@host/db"),
    ("postgresql://host/db?user=me&password=secret&x=1", "postgresql://host/db?user=me&password=…&x=1"),
    ("host=h password='se cret' dbname=d", "host=h password=… dbname=d"),
  ]) func `a password is not shown`(address: String, shown: String) {
    #expect(PostgreSQLAddress.withoutPassword(address) == shown)
  }

  @Test(arguments: Kind.durable) func `what was committed is there in the next process`(kind: Kind) throws {
    let place = try Folder()
    let first = try storage(kind, in: place)
    _ = try run(first, 4, .complete(values: [1]))
    let second = try storage(kind, in: place)
    #expect(try second.trials(from: 0).map(\.values) == [[1]])
    #expect(
      try second.commit([.begin(trial(4).proposal)]).begun == [.answered(number: 1, trial(4), by: 0, isPruned: false)])
  }

  @Test(arguments: Kind.durable) func `four connections claim each of 4,000 waiting trials once`(kind: Kind)
    async throws
  {
    let place = try Folder()
    _ = try Self.durable(kind, in: place).commit((0..<4_000).map { _ in .enqueue(trial(4)) })
    let claimed = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let own = try Self.durable(kind, in: place)
          var numbers: [Int] = []
          while case let some = try own.claim(20), !some.isEmpty { numbers += some.map(\.number) }
          return numbers
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claimed.count == 4_000 && Set(claimed).count == 4_000)
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
          for trial in own { _ = try storage.commit([.begin(trial.proposal)]) }
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
    _ = try storage.commit([.begin(trial(4).proposal)])
    #expect(try storage.failStale(afterSeconds: 100, retries: 2, except: []) == 0)
    for attempt in 0...2 {
      // Seconds from now on: everything that runs has been silent for longer.
      #expect(try storage.failStale(afterSeconds: -2, retries: 2, except: []) == 1)
      let claimed = try storage.claim(9)
      #expect(claimed.map(\.point) == (attempt < 2 ? [trial(4).point] : []), "attempt \(attempt)")
      for trial in claimed { _ = try storage.commit([.resume(trial: trial.id, self.trial(4))]) }
    }
    #expect(try storage.trials(from: 0).map(\.state) == [.failed, .failed, .failed])
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

extension NewTrial {
  /// This trial, whatever its number.
  var proposal: (Int) -> NewTrial? { { _ in self } }
}

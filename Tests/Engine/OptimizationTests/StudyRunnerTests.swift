import Foundation
import Synchronization
import Testing

@testable import TickmarkOptimization

@Suite struct StudyRunnerTests {
  /// The sum of a point's values, or whatever `value` says; counts what it is asked.
  private final class Sum: TrialEvaluator {
    let asked: Log
    let value: @Sendable (Point) throws -> Double
    init(_ asked: Log, _ value: @escaping @Sendable (Point) throws -> Double) {
      self.asked = asked
      self.value = value
    }

    func evaluate(_ point: Point, goesOn: (Int, [Double]) throws -> Bool) throws -> TrialResult {
      asked.add(point)
      let value = try value(point)
      for step in 0..<4 where try !goesOn(step, [value]) { return TrialResult(values: [value], isPruned: true) }
      return TrialResult(values: [value])
    }
  }

  private final class Log: Sendable {
    private let points = Mutex<[Point]>([])
    func add(_ point: Point) { points.withLock { $0.append(point) } }
    var all: [Point] { points.withLock { $0 } }
  }

  private struct Refusal: Error, CustomStringConvertible { let description = "not this one" }

  private struct Outcome {
    let progress: StudyProgress
    let trials: [StoredTrial]
    let asked: [Point]
    let turns: [StudyProgress]
  }

  private static let small = [
    "a": Distribution.integer(low: 1, high: 4, step: 1, isLogarithmic: false),
    "b": .categorical([.text("x"), .text("y"), .text("z")]),
  ]
  private static let wide = [
    "a": Distribution.float(low: 0, high: 1, step: nil, isLogarithmic: false),
    "b": .float(low: 0, high: 1, step: nil, isLogarithmic: false),
  ]

  private func study(
    _ distributions: [String: Distribution], _ plan: StudyPlan, threads: Int = 2, depth: Int = 4,
    pruner: (any Pruner)? = nil, storage given: MemoryStorage? = nil,
    sampler: (SearchSpace) throws -> any Sampler = { RandomSampler($0, seed: 7) }, isStopping: () -> Bool = { false },
    value: @escaping @Sendable (Point) throws -> Double = { $0.values.reduce(0, +) }
  ) throws -> Outcome {
    let space = try SearchSpace(distributions)
    let storage = given ?? MemoryStorage(StudyHeader(name: "s", directions: [.minimize]), space: space)
    let asked = Log()
    let executor = LocalExecutor(threads: threads, depth: depth, asks: pruner != nil) { Sum(asked, value) }
    let runner = try StudyRunner(
      storage: storage, sampler: sampler(space), pruner: pruner, executor: executor,
      surroundings: TrialSurroundings(scenario: "s", dataset: "d", codeVersion: "1"), plan: plan)
    var turns: [StudyProgress] = []
    let progress = try runner.run(isStopping: isStopping) { progress, _ in turns.append(progress) }
    return Outcome(progress: progress, trials: storage.trials(from: 0), asked: asked.all, turns: turns)
  }

  @Test(arguments: [1, 2, 8]) func `however many work, the trials are the same`(threads: Int) throws {
    let space = try SearchSpace(Self.wide)
    for sampler: any Sampler in [RandomSampler(space, seed: 7), try SobolSampler(space, seed: 7)] {
      let outcome = try study(Self.wide, StudyPlan(trials: 200), threads: threads, sampler: { _ in sampler })
      let wanted = (0..<200).compactMap { sampler.point(of: $0, history: TrialHistory()) }
      #expect(outcome.trials.compactMap(\.point) == wanted && outcome.progress.complete == 200)
      #expect(Set(outcome.asked) == Set(wanted) && outcome.asked.count == 200)
    }
  }

  @Test func `of equal trials one is run and the others say whose value they have`() throws {
    let outcome = try study(
      Self.small, StudyPlan(trials: 1_000),
      sampler: { EnumeratingSampler.over($0, seed: 7, trials: 1_000, then: RandomSampler($0, seed: 7)) })
    #expect(outcome.asked.count == 12 && Set(outcome.asked).count == 12)
    #expect(outcome.trials.count == 1_000 && outcome.progress.duplicates == 988 && outcome.progress.complete == 1_000)
    for trial in outcome.trials {
      #expect(trial.state == .complete && trial.values == [trial.point?.values.reduce(0, +) ?? .nan])
      if let other = trial.duplicateOf { #expect(outcome.trials[other].point == trial.point && other < trial.number) }
    }
  }

  @Test func `without deduplication every trial is run`() throws {
    let outcome = try study(Self.small, StudyPlan(trials: 100, deduplicates: false))
    #expect(outcome.asked.count == 100 && outcome.progress.duplicates == 0)
  }

  @Test func `a failure is told with its reason, and its equals run themselves`() throws {
    let outcome = try study(
      Self.small, StudyPlan(trials: 40),
      value: { point in
        if point.values[0] == 2 { throw Refusal() }
        return point.values[0] == 3 ? .nan : 1
      })
    let failed = outcome.trials.filter { $0.state == .failed }
    #expect(Set(failed.compactMap(\.reason)) == ["not this one", "a value is no number"])
    #expect(failed.allSatisfy { [2, 3].contains($0.point?.values[0]) } && failed.count == outcome.progress.failed)
    #expect(outcome.progress.finished == 40 && outcome.progress.best?.values == [1])
  }

  @Test func `a trial that breaks a constraint is never the best, nor are its equals`() throws {
    let space = try SearchSpace(Self.small)
    let storage = MemoryStorage(StudyHeader(name: "s", directions: [.minimize]), space: space)
    let executor = LocalExecutor(threads: 1) { Constrained() }
    let progress = try StudyRunner(
      storage: storage, sampler: RandomSampler(space, seed: 1), executor: executor,
      surroundings: TrialSurroundings(scenario: "s", dataset: "d", codeVersion: "1"), plan: StudyPlan(trials: 100)
    ).run()
    #expect(progress.duplicates > 80 && progress.best?.values == [3])
    #expect(storage.trials(from: 0).allSatisfy { $0.notes.isFeasible == (($0.point?.values[0] ?? 0) > 2) })
  }

  /// The smaller half of the values is forbidden.
  private final class Constrained: TrialEvaluator {
    func evaluate(_ point: Point, goesOn: (Int, [Double]) throws -> Bool) throws -> TrialResult {
      TrialResult(values: [point.values[0]], notes: TrialNotes(constraints: [2.5 - point.values[0]]))
    }
  }

  @Test func `of equally good trials the first is the best, whoever is ready first`() throws {
    let outcome = try study(
      Self.wide, StudyPlan(trials: 20, deduplicates: false), threads: 8, depth: 1,
      value: { point in
        // The first of all takes longest.
        if point == RandomSampler(try SearchSpace(Self.wide), seed: 7).point(of: 0, history: TrialHistory()) {
          usleep(30_000)
        }
        return 1
      })
    #expect(outcome.progress.best?.number == 0)
  }

  /// Is ready at once, and counts the seconds for which it is asked to wait with nothing under way.
  private final class InstantExecutor: TrialExecutor {
    private var done: [TrialEvent] = []
    private(set) var waited = 0.0
    var room: Int { 7 - done.count }
    func submit(_ trials: [TrialAssignment]) {
      done += trials.map { .finished(trial: $0.trial, TrialResult(values: [1]), seconds: 0) }
    }
    func events(within seconds: Double) -> [TrialEvent] {
      if done.isEmpty { waited += seconds }
      defer { done = [] }
      return done
    }
    func decide(_ trial: Int64, goesOn: Bool) {}
    func stop() {}
  }

  @Test func `a study ends with its last result, not at the next look around`() throws {
    let space = try SearchSpace(Self.wide)
    let executor = InstantExecutor()
    let runner = StudyRunner(
      storage: MemoryStorage(StudyHeader(name: "s", directions: [.minimize]), space: space),
      sampler: RandomSampler(space, seed: 7), executor: executor,
      surroundings: TrialSurroundings(scenario: "s", dataset: "d", codeVersion: "1"), plan: StudyPlan(trials: 50),
      // A clock that stands still: the next look never comes by itself.
      clock: { 0 })
    #expect(try runner.run().complete == 50)
    #expect(executor.waited == 0)
  }

  @Test func `a study that goes on proposes what is left`() throws {
    let storage = MemoryStorage(StudyHeader(name: "s", directions: [.minimize]), space: try SearchSpace(Self.wide))
    _ = try study(Self.wide, StudyPlan(trials: 30), storage: storage)
    let second = try study(Self.wide, StudyPlan(trials: 50), storage: storage)
    #expect(second.asked.count == 20 && second.trials.count == 50 && second.progress.complete == 20)
    let wanted = (0..<50).compactMap { RandomSampler(storage.space, seed: 7).point(of: $0, history: TrialHistory()) }
    #expect(second.trials.compactMap(\.point) == wanted)
    let best = second.trials.min { $0.values[0] < $1.values[0] }
    #expect(second.progress.best?.number == best?.number)
  }

  @Test func `who stops lets those that run come to their end`() throws {
    let stop = Atomic(false)
    let outcome = try study(
      Self.wide, StudyPlan(trials: 100_000), isStopping: { stop.load(ordering: .relaxed) },
      value: {
        stop.store(true, ordering: .relaxed)
        return $0.values[0]
      })
    #expect(outcome.trials.count < 1_000 && outcome.trials.allSatisfy { $0.state == .complete })
    #expect(outcome.progress.complete == outcome.trials.count && !outcome.trials.isEmpty)
  }

  @Test func `nothing begins once time is up`() throws {
    let outcome = try study(
      Self.wide, StudyPlan(trials: 1_000_000, seconds: 0.05), depth: 1,
      value: { _ in
        usleep(1_000)
        return 1
      })
    #expect(outcome.trials.count < 10_000 && outcome.trials.allSatisfy { $0.state == .complete })
  }

  @Test func `trials that others put in line are run, and what they leave open is drawn`() throws {
    let storage = MemoryStorage(StudyHeader(name: "s", directions: [.minimize]), space: try SearchSpace(Self.wide))
    _ = storage.commit([.enqueue(NewTrial(point: Point(values: [0.25, 0.5]), key: nil))])
    let outcome = try study(Self.wide, StudyPlan(trials: 5), storage: storage)
    #expect(outcome.trials.count == 6 && outcome.trials.allSatisfy { $0.state == .complete })
    #expect(outcome.trials[0].values == [0.75] && outcome.asked.count == 6)
  }

  @Test func `a sampler that learns finds what an even one does not`() throws {
    let target: @Sendable (Point) -> Double = { pow($0.values[0] - 0.3, 2) + pow($0.values[1] - 0.8, 2) }
    let learnt = try study(
      Self.wide, StudyPlan(trials: 120), depth: 1, sampler: { TPESampler($0, seed: 3) }, value: target)
    let drawn = try study(Self.wide, StudyPlan(trials: 120), value: target)
    let (a, b) = try (#require(learnt.progress.best?.values[0]), #require(drawn.progress.best?.values[0]))
    #expect(a < b && Set(learnt.asked).count == 120)
  }

  @Test func `the pruner ends the trials that fall behind, and their values are those so far`() throws {
    let outcome = try study(Self.wide, StudyPlan(trials: 60), threads: 1, depth: 1, pruner: MedianPruner())
    let pruned = outcome.trials.filter { $0.state == .pruned }
    #expect(pruned.count == outcome.progress.pruned && pruned.count > 10 && pruned.count < 50)
    #expect(outcome.progress.complete + outcome.progress.pruned == 60)
    let best = try #require(outcome.trials.map { $0.values[0] }.min())
    #expect(outcome.progress.best?.values == [best])
  }

  @Test func `what is told is never taken back`() throws {
    let turns = try study(Self.small, StudyPlan(trials: 300)).turns
    for (before, after) in zip(turns, turns.dropFirst()) {
      #expect(after.finished >= before.finished && after.duplicates >= before.duplicates)
      #expect((after.best?.values[0] ?? .infinity) <= (before.best?.values[0] ?? .infinity))
    }
    #expect(turns.last?.finished == 300 && turns.last?.left == 0 && turns.last?.running == 0)
  }
}

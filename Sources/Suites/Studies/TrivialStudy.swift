import TickmarkOptimization
import TickmarkStudies

/// A study whose trials are the sum of their parameters.
final class TrivialStudy {
  enum Place { case memory, sqlite }

  private let space: SearchSpace
  private let plan: StudyPlan
  private let sampler: any Sampler
  private let header = StudyHeader(name: "trivial", directions: [.maximize])
  private let folder: ScratchFolder
  private var studies = 0
  private var last: (any StudyStorage)?

  /// - Parameter points: of a space that is enumerated; nil for one without end.
  init(trials: Int, points: Int? = nil) throws {
    let distribution: Distribution =
      points.map { .integer(low: 1, high: $0, step: 1, isLogarithmic: false) }
      ?? .float(low: 0, high: 1, step: nil, isLogarithmic: false)
    space = try SearchSpace(points == nil ? ["a": distribution, "b": distribution] : ["a": distribution])
    plan = StudyPlan(trials: trials)
    sampler = EnumeratingSampler.over(space, seed: 1, trials: trials, then: RandomSampler(space, seed: 1))
    folder = try ScratchFolder()
  }

  /// Of the last run's trials, in their order.
  var values: [Double] { (try? last?.trials(from: 0))?.flatMap(\.values) ?? [] }

  func run(_ place: Place) {
    studies += 1
    do {
      let storage: any StudyStorage =
        switch place {
        case .memory: MemoryStorage(header, space: space)
        case .sqlite: try RelationalStorage(sqlite: folder.file("\(studies).db"), header, space: space)
        }
      let runner = StudyRunner(
        storage: storage, sampler: sampler, executor: LocalExecutor(threads: 1, depth: 256) { Sum() },
        surroundings: TrialSurroundings(scenario: "sum", dataset: "none", codeVersion: "1"), plan: plan)
      _ = try runner.run()
      last = storage
    } catch { fatalError("a study of sums cannot fail: \(error)") }
  }
}

private final class Sum: TrialEvaluator {
  func evaluate(_ point: Point, goesOn: (Int, [Double]) throws -> Bool) -> TrialResult {
    TrialResult(values: [point.values.reduce(0, +)])
  }
}

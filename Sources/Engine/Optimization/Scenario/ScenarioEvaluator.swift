import TickmarkBacktest
public import TickmarkFrames
import TickmarkMemory

/// Back-tests of a scenario's strategy over one panel, in memory of its own.
///
/// Without windows a value is that of the whole history. With windows the weights are computed once, each window's days are a
/// book of their own that begins flat, a value is the mean over what is in sample, and what is out of sample is only noted.
///
/// - Complexity: O(`days` · `assets`) a point and a window; no allocation of that size after the first point but the weights'.
public final class ScenarioEvaluator: TrialEvaluator {
  private let scenario: Scenario
  private let closes: Panel<Float>
  private let dates: Column<Int32>
  private let whole: Part?
  private let windows: [(inSample: Part, outOfSample: Part)]
  private var weights: StrategyWeights

  /// Consecutive days, and the memory of a book over that many.
  private struct Part {
    let days: Range<Int>
    let memory: BookMemory
  }

  private final class BookMemory {
    var workspace: BookWorkspace
    init(days: Int) { workspace = BookWorkspace(days: days, record: .statistics) }
  }

  /// - Throws: `.badWindows` where the prices are shorter than one window; `.failedBacktest` where there is no day.
  public init(_ scenario: Scenario, closes: Panel<Float>, dates: [Day]) throws(OptimizationError) {
    precondition(closes.days == dates.count, "a date a day")
    guard closes.days > 0, closes.assets > 0 else { throw .failedBacktest("the prices have no day or no asset") }
    self.scenario = scenario
    self.closes = closes
    self.dates = Column(dates.map(\.number), placeholder: 0)
    weights = StrategyWeights(for: closes)
    guard let walk = scenario.walkForward else {
      whole = Part(days: 0..<closes.days, memory: BookMemory(days: closes.days))
      windows = []
      return
    }
    whole = nil
    let (before, after) = (BookMemory(days: walk.inSample), BookMemory(days: walk.outOfSample))
    windows = try walk.windows(days: closes.days).map {
      (Part(days: $0.inSample, memory: before), Part(days: $0.outOfSample, memory: after))
    }
  }

  public func evaluate(_ point: Point, goesOn: (_ step: Int, _ losses: [Double]) throws -> Bool) throws -> TrialResult {
    try scenario.strategy(at: point).fill(&weights, from: closes)
    let held = weights.panel()
    if let whole {
      let statistics = try book(whole, held)
      return TrialResult(values: values(of: statistics), notes: TrialNotes(constraints: excesses(of: statistics)))
    }
    var notes = TrialNotes(constraints: scenario.constraints.map { _ in -.infinity })
    for (index, window) in windows.enumerated() {
      let statistics = try book(window.inSample, held)
      notes.inSample.append(values(of: statistics))
      notes.outOfSample.append(values(of: try book(window.outOfSample, held)))
      notes.constraints = zip(notes.constraints, excesses(of: statistics)).map(max)
      let losses = zip(scenario.directions, mean(of: notes.inSample)).map { $0.loss($1) }
      if index + 1 < windows.count, try !goesOn(index, losses) {
        return TrialResult(values: mean(of: notes.inSample), notes: notes, isPruned: true)
      }
    }
    return TrialResult(values: mean(of: notes.inSample), notes: notes)
  }

  private func book(_ part: Part, _ held: Panel<Float>) throws -> BookStatistics {
    let input: BookInput<Float>
    do {
      input = try BookInput(
        weights: cut(held, to: part), closes: cut(closes, to: part), dates: dates.slice(part.days),
        rules: scenario.rules)
    } catch { throw OptimizationError.failedBacktest("\(error)") }
    return Book<Float>.simd.body(input, &part.memory.workspace)
  }

  /// Copied anew for each window: kept, overlapping windows would hold the prices many times over.
  private func cut(_ panel: Panel<Float>, to part: Part) -> Panel<Float> {
    part.days.count == panel.days ? panel : panel.slice(days: part.days).copied()
  }

  private func values(of statistics: BookStatistics) -> [Double] {
    scenario.objectives.map { $0.value(of: statistics.performance) }
  }

  private func excesses(of statistics: BookStatistics) -> [Double] {
    guard !scenario.constraints.isEmpty else { return [] }
    let named = Dictionary(uniqueKeysWithValues: statistics.named.map { ($0.name, $0.value) })
    return scenario.constraints.map { $0.excess(of: named[$0.statistic] ?? .nan) }
  }

  private func mean(of windows: [[Double]]) -> [Double] {
    scenario.objectives.indices.map { index in
      windows.reduce(0) { $0 + $1[index] } / Double(windows.count)
    }
  }
}

import TickmarkOptimization

/// A study's trials as its report shows them.
struct StudyTrials {
  let scenario: Scenario
  /// Complete ones, in the order of their numbers; duplicates are left out, they tell nothing new.
  let complete: [StoredTrial]
  let pruned, failed, duplicates: Int

  init(_ trials: [StoredTrial], _ scenario: Scenario) {
    self.scenario = scenario
    complete = trials.filter { $0.state == .complete && $0.duplicateOf == nil && $0.point != nil }
    pruned = trials.count { $0.state == .pruned }
    failed = trials.count { $0.state == .failed }
    duplicates = trials.count { $0.duplicateOf != nil }
  }

  /// Of the first objective: smaller is better.
  func loss(_ trial: StoredTrial) -> Double { scenario.directions[0].loss(trial.values.first ?? .nan) }

  /// Best first: those that keep the constraints before the others.
  var ranked: [StoredTrial] {
    complete.sorted { (rank($0), loss($0), $0.number) < (rank($1), loss($1), $1.number) }
  }

  private func rank(_ trial: StoredTrial) -> Int { trial.notes.isFeasible ? 0 : 1 }

  /// Nil where there are too few trials.
  var importances: [(name: String, share: Double)]? {
    let names = scenario.space.parameters.map(\.name)
    let shares = ParameterImportance.shares(
      of: complete.compactMap(\.point), losses: complete.map(loss), dimensions: names.count)
    return shares.map { zip(names, $0).sorted { $0.1 > $1.1 } }
  }

  /// A window's best trial in sample, and what it came to afterwards; empty without windows.
  var windows: [(trial: StoredTrial, inSample: Double, outOfSample: Double)] {
    let noted = complete.filter { $0.notes.isFeasible && !$0.notes.inSample.isEmpty }
    let count = noted.map(\.notes.inSample.count).max() ?? 0
    let direction = scenario.directions[0]
    func value(_ windows: [[Double]], _ window: Int) -> Double? {
      windows.indices.contains(window) ? windows[window].first : nil
    }
    return (0..<count).compactMap { window in
      noted.compactMap { trial -> (trial: StoredTrial, inSample: Double, outOfSample: Double)? in
        guard let before = value(trial.notes.inSample, window), let after = value(trial.notes.outOfSample, window)
        else { return nil }
        return (trial, before, after)
      }.min { direction.loss($0.inSample) < direction.loss($1.inSample) }
    }
  }
}

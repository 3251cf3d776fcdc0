/// What a runner knows of the study's trials: for samplers that learn, and to tell the best one.
struct StudyHistory {
  private var known: [TrialHistory.Finished] = []
  /// What is being tried in this process, and in others.
  private var here: [Point] = []
  private var elsewhere: [Point] = []
  private(set) var best: StudyProgress.Best?
  private var bestLoss = Double.infinity
  private var durations: [Int: Double] = [:]
  /// Numbers of trials that are not known to be finished, and the first number that is not known at all.
  private var open: Set<Int> = []
  private var next = 0

  /// For samplers.
  var seen: TrialHistory { TrialHistory(finished: known, running: here + elsewhere) }

  /// What other processes have finished meanwhile, and what they are busy with.
  ///
  /// - Parameter own: the numbers of the trials that run here.
  mutating func refresh(from storage: any StudyStorage, except own: Set<Int> = []) throws {
    let trials = try storage.trials(numbered: open.sorted()) + storage.trials(from: next)
    elsewhere = trials.filter { $0.state == .running && !own.contains($0.number) }.compactMap(\.point)
    for trial in trials {
      meet(trial.number)
      guard trial.state.isFinished, open.contains(trial.number) else { continue }
      guard let point = trial.point, trial.duplicateOf == nil else {
        open.remove(trial.number)
        continue
      }
      let isFailure = trial.state == .failed
      let losses = zip(storage.header.directions, trial.values).map { $0.loss($1) }
      ends(
        trial.number, point, trial.values, isFailure ? nil : losses, trial.notes, isPruned: trial.state == .pruned)
    }
  }

  mutating func begins(_ point: Point) { here.append(point) }

  /// An equal trial had a value: nothing is learnt from it a second time.
  mutating func answered(_ number: Int, _ point: Point) {
    meet(number)
    open.remove(number)
    forget(point)
  }

  mutating func ends(
    _ number: Int, _ point: Point, _ values: [Double], _ losses: [Double]?, _ notes: TrialNotes, isPruned: Bool = false
  ) {
    meet(number)
    open.remove(number)
    forget(point)
    let trial = TrialHistory.Finished(
      number: number, point: point, losses: losses, isPruned: isPruned, isFeasible: notes.isFeasible)
    known.append(trial)
    guard let losses, losses.count == 1, !isPruned, notes.isFeasible else { return }
    // Of equal ones the first, whoever was ready first.
    guard losses[0] < bestLoss || (losses[0] == bestLoss && best.map { number < $0.number } == true) else { return }
    bestLoss = losses[0]
    best = StudyProgress.Best(number: number, point: point, values: values)
  }

  mutating func took(_ seconds: Double, _ number: Int) { durations[number] = seconds }

  /// How long a trial took; what is not known counts as nothing.
  func seconds(of number: Int) -> Double { durations[number] ?? 0 }

  private mutating func forget(_ point: Point) {
    if let index = here.firstIndex(of: point) { here.remove(at: index) }
  }

  /// Numbers follow each other: those between are known to be there.
  private mutating func meet(_ number: Int) {
    while next <= number {
      open.insert(next)
      next += 1
    }
  }
}

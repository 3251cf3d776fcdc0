/// The losses of this run's trials by step, for the pruner.
struct StepRecord {
  private var losses: [Int: [Int: Double]] = [:]
  /// Who has reached a step.
  private var reached: [Int: [Int]] = [:]

  /// Notes a step, and has the pruner decide.
  mutating func stops(_ number: Int, _ step: Int, _ loss: Double, _ pruner: any Pruner) -> Bool {
    losses[number, default: [:]][step] = loss
    reached[step, default: []].append(number)
    // Pruners compare at the last step: those that have not come to it tell nothing.
    let others = (reached[step] ?? []).filter { $0 != number }.compactMap { losses[$0] }
    return pruner.stops(losses[number] ?? [:], others: others)
  }
}

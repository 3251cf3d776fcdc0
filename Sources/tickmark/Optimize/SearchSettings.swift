import TickmarkOptimization

/// How a scenario searches and how far; the command line may say otherwise.
struct SearchSettings {
  enum SamplerKind: String, CaseIterable { case grid, random, sobol, tpe }
  enum PrunerKind: String, CaseIterable { case none, median, successiveHalving = "successive-halving" }

  let objectives: [Objective]
  let constraints: [String]
  var sampler: SamplerKind
  let pruner: PrunerKind
  var trials: Int
  var seconds: Double?
  var seed: UInt64
  /// Of one trial; a worker that takes longer is replaced.
  let secondsPerTrial: Double?
  let retries: Int

  init(_ table: ScenarioTable, workers: ScenarioTable) throws {
    try table.allow(["objective", "constraints", "sampler", "pruner", "trials", "seconds", "seed"])
    let names = try table.needed(table.texts("objective"), "objective")
    objectives = try names.map { try Self.chosen($0, "objective", in: table) }
    constraints = try table.texts("constraints") ?? []
    sampler = try Self.chosen(table.text("sampler") ?? "random", "sampler", in: table)
    pruner = try Self.chosen(table.text("pruner") ?? "none", "pruner", in: table)
    trials = try table.whole("trials") ?? 100
    seconds = try table.double("seconds")
    let seed = try table.whole("seed") ?? 1
    guard trials >= 1, trials <= Self.mostTrials else { throw table.error("trials is 1 to \(Self.mostTrials)") }
    guard seconds ?? 1 > 0 else { throw table.error("seconds is above 0") }
    guard seed >= 0 else { throw table.error("seed is 0 or above") }
    self.seed = UInt64(seed)
    try workers.allow(["seconds-per-trial", "retries"])
    secondsPerTrial = try workers.double("seconds-per-trial")
    retries = try workers.whole("retries") ?? 2
    guard secondsPerTrial ?? 1 > 0 else { throw workers.error("seconds-per-trial is above 0") }
    guard (0...100).contains(retries) else { throw workers.error("retries is 0 to 100") }
  }

  static let mostTrials = 1_000_000_000

  private static func chosen<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ key: String, in table: ScenarioTable
  ) throws -> Choice {
    guard let choice = Choice(rawValue: name) else {
      throw table.error(
        "unknown \(key) '\(name)'; there are \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  /// - Throws: `OptimizationError` where the sampler cannot search the space.
  func makeSampler(_ space: SearchSpace) throws -> any Sampler {
    let chosen: any Sampler =
      switch sampler {
      case .grid: try GridSampler(space, seed: seed)
      case .random: RandomSampler(space, seed: seed)
      case .sobol: try SobolSampler(space, seed: seed)
      case .tpe: TPESampler(space, seed: seed)
      }
    return sampler == .grid ? chosen : EnumeratingSampler.over(space, seed: seed, trials: trials, then: chosen)
  }

  func makePruner() -> (any Pruner)? {
    switch pruner {
    case .none: nil
    case .median: MedianPruner()
    case .successiveHalving: SuccessiveHalvingPruner()
    }
  }
}

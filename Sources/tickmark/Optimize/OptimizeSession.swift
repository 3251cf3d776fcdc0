import Foundation
import TickmarkCommands
import TickmarkFrames
import TickmarkOptimization

/// A scenario, its prices and the workers that evaluate it.
struct OptimizeSession {
  private let scenario: Scenario
  private let search: SearchSettings
  private let sampler: any Sampler
  private let shared: SharedPrices
  let identity: WorkerIdentity
  private let job: String
  let jobs: Int

  /// - Throws: what is wrong with the prices, or with the scenario on them.
  init(file: ScenarioFile, search: SearchSettings, prices: String, scenario path: String, jobs: Int) throws {
    scenario = file.scenario
    self.search = search
    self.jobs = jobs
    sampler = try search.makeSampler(file.scenario.space)
    shared = try SharedPrices(of: prices, keptIn: ".tickmark/panels")
    // Before any process is started: windows longer than the history are a mistake of the scenario.
    _ = try file.scenario.walkForward?.windows(days: shared.days.count)
    identity = WorkerIdentity(code: try ThisProgram.hash(), data: shared.sha256)
    let absolute = URL(filePath: shared.path).standardizedFileURL.path
    job = try WorkerJob(scenario: file.text, name: path, prices: absolute).text
  }

  /// - Parameter dispatch: trials that are out at once with whoever reads standard output; nil has workers of our own.
  func run(_ storage: any StudyStorage, _ plan: StudyPlan, dispatch: Int?) throws -> StudyProgress {
    let pruner = search.makePruner()
    let executor: any TrialExecutor =
      if let dispatch {
        RemoteExecutor(inFlight: dispatch, job: job, identity: identity)
      } else {
        try WorkerPool(
          WorkerPool.Settings(
            command: [ThisProgram.path, "worker", "--parent", "\(getpid())"], count: jobs, job: job,
            identity: identity, secondsPerTrial: search.secondsPerTrial, retries: search.retries, asks: pruner != nil,
            depth: sampler.isAdaptive ? 1 : 256))
      }
    let runner = StudyRunner(
      storage: storage, sampler: sampler, pruner: pruner, executor: executor,
      surroundings: TrialSurroundings(
        scenario: scenario.canonical, dataset: identity.data, codeVersion: identity.code), plan: plan)
    var messages = StudyMessages(scenario.space, trials: plan.trials)
    return try runner.run(isStopping: { Interruption.isAnnounced }) { messages.tell($0, $1) }
  }
}

import ArgumentParser
import Foundation
import TickmarkCommands
import TickmarkFrames
import TickmarkOptimization

struct OptimizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize",
    abstract: "Search a strategy's parameters, over worker processes.",
    discussion: """
      The scenario is a TOML file: data, strategy, space, search (documentation/optimization.md). A study that is kept in a \
      database can be resumed, shared by several machines and read by Optuna. Ctrl-C waits for the trials that run and exits \
      130; a second one ends at once, and what was reported complete is stored.
      """)

  @Argument(help: "The scenario's TOML file.", completion: .file()) var scenario: String

  @Option(help: "Closing prices: CSV, frame or panel file; outranks the scenario's.") var prices: String?

  @Option(
    name: [.customLong("n-jobs"), .customLong("jobs")], help: "Worker processes; the number of cores by default.")
  var jobs: Int?

  @Option(help: "memory (the default), sqlite:///FILE or postgresql://….") var storage: StudyAddress = .memory

  @Option(help: "The study's name in the storage; the scenario file's by default.") var study: String?

  @Flag(help: "Go on with a study that has trials already, or join one that others work on.") var resume = false

  @Option(name: [.customLong("trials"), .customLong("n-trials")], help: "Outranks the scenario's.") var trials: Int?

  @Option(help: "Wall time after which nothing new begins; outranks the scenario's.") var seconds: Double?

  @Option(help: "Outranks the scenario's.") var seed: UInt64?

  @Flag(inversion: .prefixedEnableDisable, help: "Answer a trial that is equal to another with that one's value.")
  var deduplication = true

  @Option(help: "Seconds of silence after which a running trial of another process is lost.") var stale = 15.0

  @Option(
    help: """
      Start no workers: write so many trials at a time to standard output, and read what they came to from standard input, as \
      scripts/ray-sweep does.
      """)
  var dispatch: Int?

  @Option(help: "Write a page with charts to this folder.") var report: String?

  @Option(help: "'json=PATH' for a machine; '-' is standard output.") var format: [String] = []

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors.") var quiet = false

  func validate() throws {
    Messages.configure(quiet: quiet, verbose: false)
    if let dispatch, !(1...100_000).contains(dispatch) { throw ValidationError("--dispatch is 1 to 100000") }
    if dispatch != nil, jobs != nil { throw ValidationError("--dispatch starts no workers; leave --n-jobs out") }
    if dispatch != nil, format.contains("json=-") {
      throw ValidationError("with --dispatch standard output carries the trials; name a file for --format")
    }
    if let jobs, !(1...1_024).contains(jobs) { throw ValidationError("--n-jobs is 1 to 1024") }
    if let trials, !(1...SearchSettings.mostTrials).contains(trials) {
      throw ValidationError("--trials is 1 to \(SearchSettings.mostTrials)")
    }
    if let seconds, !(seconds > 0) { throw ValidationError("--seconds is above 0") }
    if !(stale >= 5) { throw ValidationError("--stale is at least 5: signs of life come every second or two") }
    for format in format where !format.hasPrefix("json=") || format == "json=" {
      throw ValidationError("--format '\(format)': write json=PATH, or json=- for standard output")
    }
  }

  func run() throws {
    let file = try scenarioFile()
    let session = try OptimizeSession(
      file: file.file, search: file.search, prices: prices(of: file.file), scenario: scenario,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let fingerprint = TrialKey(
      Point(values: []), of: file.file.scenario.space,
      in: TrialSurroundings(scenario: file.file.scenario.canonical, dataset: session.identity.data, codeVersion: ""))
    let header = StudyHeader(
      name: study ?? URL(filePath: scenario).deletingPathExtension().lastPathComponent,
      directions: file.file.scenario.directions, fingerprint: "\(fingerprint)")
    let store = try storage.open(header, file.file.scenario.space)
    let total = try store.counts().total
    if total > 0, !resume { throw OptimizeError.studyExists(name: header.name, trials: total) }
    let plan = StudyPlan(
      trials: file.search.trials, seconds: file.search.seconds, deduplicates: deduplication, staleSeconds: stale,
      retries: file.search.retries)
    try Interruption.awaiting {
      let progress = try session.run(store, plan, dispatch: dispatch)
      Messages.endProgress()
      try publish(progress, store, file.file.scenario, session)
    }
    if Interruption.isAnnounced {
      let advice = storage == .memory ? "nothing is kept: name a --storage" : "go on with --resume"
      Messages.error("interrupted; what was running came to its end; \(advice)")
      throw ExitStatus.interrupted
    }
  }

  private func publish(
    _ progress: StudyProgress, _ store: any StudyStorage, _ scenario: Scenario, _ session: OptimizeSession
  ) throws {
    let document = try StudyDocument(progress, store.header, scenario).json()
    try write(progress, scenario, document)
    guard let report else { return }
    try StudyReport(
      trials: StudyTrials(try store.trials(from: 0), scenario), study: store.header.name, progress: progress,
      identity: session.identity, command: Publication.command(masking: storage.text, as: storage.shown),
      workers: dispatch.map { "whoever took \($0) at a time" } ?? "\(session.jobs) workers"
    ).write(to: report, document: document)
    Messages.note("report: \(report)/README.md")
  }

  private func scenarioFile() throws -> (file: ScenarioFile, search: SearchSettings) {
    guard let data = FileManager.default.contents(atPath: scenario) else {
      throw OptimizeError.noScenario(path: scenario)
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ScenarioError(path: scenario, place: nil, problem: "it is no UTF-8 text")
    }
    let file = try ScenarioFile(text, path: scenario)
    var search = file.search
    search.trials = trials ?? search.trials
    search.seconds = seconds ?? search.seconds
    search.seed = seed ?? search.seed
    if search.pruner != .none, dispatch != nil {
      throw ScenarioError(
        path: scenario, place: "search", problem: "a pruner needs workers of its own; leave --dispatch out")
    }
    if search.pruner != .none, file.scenario.walkForward == nil {
      throw ScenarioError(
        path: scenario, place: "search", problem: "a pruner needs steps: the windows of [walk-forward]; there are none")
    }
    return (file, search)
  }

  /// The option's path is the caller's, the scenario's is relative to it.
  private func prices(of file: ScenarioFile) throws -> String {
    if let prices { return prices }
    guard let named = file.prices else {
      throw ScenarioError(path: scenario, place: "data", problem: "'prices' is missing; or give --prices FILE")
    }
    return URL(filePath: named, relativeTo: URL(filePath: scenario)).path
  }

  private func write(_ progress: StudyProgress, _ scenario: Scenario, _ json: Data) throws {
    if dispatch != nil {
      Messages.note(StudyText.summary(progress, scenario))
    } else if !format.contains("json=-") {
      try StandardOutput.write(StudyText.summary(progress, scenario))
    }
    for format in format {
      let path = String(format.dropFirst("json=".count))
      if path == "-" { try StandardOutput.write(json) } else { try OutputFile.write(json, to: path) }
    }
  }
}

/// A mistake on the command line of `optimize`.
enum OptimizeError: ReportableError {
  case noScenario(path: String)
  case studyExists(name: String, trials: Int)

  var description: String {
    switch self {
    case .noScenario(let path): "no scenario at '\(path)'; name a TOML file"
    case .studyExists(let name, let trials):
      "study '\(name)' has \(trials) trials already; go on with --resume, or name another one with --study"
    }
  }

  var exitStatus: ExitStatus {
    switch self {
    case .noScenario: .inputMissing
    case .studyExists: .usage
    }
  }
}

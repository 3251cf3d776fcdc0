import ArgumentParser
import TickmarkCommands
import TickmarkFrames
import TickmarkRisk

/// What weights are to be best at, as the command line names it.
enum PortfolioGoalName: String, ExpressibleByArgument, CaseIterable {
  case returnLessRisk = "return-less-risk"
  case minimumRisk = "minimum-risk"
  case targetReturn = "target-return"
  case maximumSharpe = "maximum-sharpe"
  case riskParity = "risk-parity"
  case frontier
}

struct PortfolioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portfolio", abstract: "Find the best weights of assets under limits, and certify them.",
    discussion: """
      Maximises expected return - risk aversion x standard deviation; weights sum to 1, each from --lower to --cap. CSV \
      files come with or without a header of symbols and names on the left (documentation/portfolio.md). The result says how \
      far from the best its weights can be at most.
      """)

  @Option(help: "Expected returns: a column, a row, or symbol,return.") var mu: String?
  @Option(help: "Their covariance, a row and a column a symbol.") var cov: String
  @Option(help: "return-less-risk, minimum-risk, target-return, maximum-sharpe, risk-parity or frontier.")
  var goal: PortfolioGoalName = .returnLessRisk
  // Unconditional: "-5" is a wrong amount, not another option.
  @Option(parsing: .unconditional, help: "How much return a unit of standard deviation costs.") var riskAversion = 1.0
  @Option(parsing: .unconditional, help: "The return without risk, for maximum-sharpe.") var riskFree = 0.0
  @Option(parsing: .unconditional, help: "The return to reach, for target-return.") var target: Double?
  @Option(help: "Points of the frontier.") var points = 20
  @Option(parsing: .unconditional, help: "The least weight of an asset; below 0 it may be sold short.") var lower = 0.0
  @Option(parsing: .unconditional, help: "The largest weight of an asset (0.1; for risk-parity 1).") var cap: Double?
  @Option(help: "CSV of lower,upper or symbol,lower,upper, a row an asset, in place of --lower and --cap.")
  var bounds: String?
  @Option(help: "CSV of group,lower,upper and a column an asset: 1 for the group's members, else 0.") var groups:
    String?
  @Option(help: "scalar or activeSet.") var variant = "activeSet"
  @Option(help: "float64, or float32: the files' numbers are rounded to it first.") var precision: Precision = .float64
  @Option(
    name: .customLong("format"),
    help: "Write the weights: csv=PATH or json=PATH; '-' is standard output, and csv=- the default.")
  var formats: [String] = []

  func validate() throws {
    if bounds != nil, cap != nil { throw ValidationError("--bounds and --cap exclude each other") }
    if (goal == .targetReturn) != (target != nil) {
      throw ValidationError("--target and --goal target-return go together")
    }
    if mu == nil, ![.minimumRisk, .riskParity].contains(goal) {
      throw ValidationError("--goal \(goal.rawValue) needs --mu, the expected returns")
    }
  }

  func run() throws {
    let destinations = try (formats.isEmpty ? ["csv=-"] : formats).map(ResultDestination.init)
    let body = try Portfolio.variants.chosen(variant).body
    let files = try PortfolioFiles(
      mu: mu, cov: cov, bounds: bounds, groups: groups, lower: lower, cap: cap ?? (goal == .riskParity ? 1 : 0.1),
      precision: precision)
    let stopwatch = ContinuousClock()
    var portfolios: [PortfolioDocument.Weights] = []
    let elapsed = try stopwatch.measure {
      if goal == .frontier {
        portfolios = try Frontier.points(points, of: files.problem).map { .init($0.solution, $0.weights) }
      } else {
        var workspace = PortfolioWorkspace()
        let solution = try body(files.problem, chosenGoal, &workspace)
        portfolios = [.init(solution, workspace.weights)]
      }
    }
    let document = PortfolioDocument(
      goal: goal, variant: goal == .frontier ? "activeSet" : variant, files: files, portfolios: portfolios,
      seconds: elapsed / .seconds(1))
    for destination in destinations { try document.write(to: destination) }
  }

  private var chosenGoal: PortfolioGoal {
    switch goal {
    case .returnLessRisk, .frontier: .returnLessRisk(aversion: riskAversion)
    case .minimumRisk: .minimumRisk
    case .targetReturn: .targetReturn(target ?? 0)
    case .maximumSharpe: .maximumSharpe(riskFree: riskFree)
    case .riskParity: .riskParity()
    }
  }
}

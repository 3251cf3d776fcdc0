import TickmarkAgreement
public import TickmarkMeasurement
import TickmarkRisk

extension Suite {
  /// A strategy chooses its weights anew every day, and a search does so for every trial.
  ///
  /// `scalar` is a plain first-order method, `activeSet` exact. Cold and warm: the same problems, begun from nothing or from the
  /// last weights.
  public static let portfolio = Suite(
    "portfolio", question: "What do the best weights cost, and what is it worth to begin at yesterday's?",
    sizes: .smoke(30, 8), .full(250, 20), .large(250, 50), .full(500, 100), .large(1_000, 500)
  ) { size in
    let inputs = try PortfolioInputs(days: size.rows, assets: size.columns)
    for (name, goal) in PortfolioInputs.goals {
      Operation(
        name, elements: size.columns, unit: "assets", agreement: Portfolio.agreement,
        yardsticks: [.vector, .arithmetic]
      ) {
        for variant in Portfolio.variants {
          let solver = PortfolioSolver(inputs.problems, goal, variant.body, isWarm: false)
          Variant(variant.name, output: { solver.solved() }) { solver.run() }
        }
      }
    }
    for (name, problems) in [("again", inputs.expected), ("again-estimated", inputs.estimated)] {
      Operation(
        name, elements: size.columns, unit: "assets", agreement: Portfolio.agreement,
        yardsticks: [.vector, .arithmetic]
      ) {
        for (variant, isWarm) in [("cold", false), ("warm", true)] {
          let solver = PortfolioSolver(problems, .returnLessRisk(aversion: 3), Portfolio.activeSet.body, isWarm: isWarm)
          Variant(variant, output: { solver.solved() }) { solver.run() }
        }
      }
    }
  }
}

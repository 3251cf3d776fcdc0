import Foundation
import TickmarkFrames
import TickmarkRisk

/// Weights as a CSV table or as a document of `tickmark.portfolio/1`.
struct PortfolioDocument {
  let goal: PortfolioGoalName
  let variant: String
  let files: PortfolioFiles
  let portfolios: [Weights]
  let seconds: Double

  /// What one portfolio holds and how good it is.
  struct Weights: Encodable {
    let weights: [Double]
    let objective: Double
    /// None where the method has no bound.
    let gap: Double?
    let kktResidual: Double
    let iterations: Int
    let expectedReturn: Double
    let standardDeviation: Double
    let ridge: Double

    init(_ solution: PortfolioSolution, _ weights: [Double]) {
      self.weights = weights
      objective = solution.objective
      gap = solution.gap.isFinite ? solution.gap : nil
      kktResidual = solution.kktResidual
      iterations = solution.iterations
      expectedReturn = solution.expectedReturn
      standardDeviation = solution.standardDeviation
      ridge = solution.ridge
    }
  }

  private struct Document: Encodable {
    let schema = "tickmark.portfolio/1"
    let goal: String
    let variant: String
    let assets: [String]?
    let notes: [String]
    let seconds: Double
    let points: [Weights]?
    let portfolio: Weights?

    private enum CodingKeys: CodingKey { case schema, goal, variant, assets, notes, seconds, points }

    func encode(to encoder: any Encoder) throws {
      try portfolio?.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(schema, forKey: .schema)
      try container.encode(goal, forKey: .goal)
      try container.encode(variant, forKey: .variant)
      try container.encodeIfPresent(assets, forKey: .assets)
      try container.encode(notes, forKey: .notes)
      try container.encode(seconds, forKey: .seconds)
      try container.encodeIfPresent(points, forKey: .points)
    }
  }

  func write(to destination: ResultDestination) throws {
    let json = destination.format == .json ? try json() : nil
    try AtomicFile.write(to: destination.path) { (file) throws(FrameError) in
      if let json { try file.append(json) } else { try writeTable(&file) }
    }
  }

  /// What was done to the covariance, in words.
  var notes: [String] {
    let ridge = portfolios.map(\.ridge).max() ?? 0
    return [
      files.repair > 0
        ? "the covariance is not positive semidefinite: \(files.repair) of each variance was added, and the gap stands against that"
        : nil,
      ridge > 0
        ? "the covariance does not determine the free weights: \(ridge) of each variance was added to find them; the gap stands against the covariance without it"
        : nil,
      portfolios.contains { $0.gap == nil }
        ? "there are weights without risk: how far the best ratio could be away is not known" : nil,
    ].compactMap(\.self)
  }

  private func json() throws -> String {
    let isFrontier = goal == .frontier
    let document = Document(
      goal: goal.rawValue, variant: variant, assets: files.names, notes: notes, seconds: seconds,
      points: isFrontier ? portfolios : nil, portfolio: isFrontier ? nil : portfolios.first)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }

  /// A row an asset; of a frontier a row a point.
  private func writeTable(_ file: inout AtomicFile) throws(FrameError) {
    let names = files.names ?? (0..<files.problem.assets).map { "\($0 + 1)" }
    try file.append(goal == .frontier ? "expected_return,standard_deviation" : "symbol,weight\n")
    guard goal == .frontier else {
      for (name, weight) in zip(names, portfolios.first?.weights ?? []) {
        try file.appendName(name)
        try file.append(",\(weight)\n")
      }
      return
    }
    for name in names {
      try file.append(",")
      try file.appendName(name)
    }
    for point in portfolios {
      let numbers = [point.expectedReturn, point.standardDeviation] + point.weights
      try file.append("\n" + numbers.map { "\($0)" }.joined(separator: ","))
    }
    try file.append("\n")
  }
}

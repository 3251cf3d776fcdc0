import Foundation
import TickmarkFrames
import TickmarkOptimization

/// What a worker is told first: the scenario's text, and where the prices lie.
struct WorkerJob: Codable {
  let scenario: String
  /// The scenario's file, for messages.
  let name: String
  /// A panel file of one column.
  let prices: String

  var text: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }

  init(scenario: String, name: String, prices: String) {
    (self.scenario, self.name, self.prices) = (scenario, name, prices)
  }

  init(_ text: String) throws {
    do { self = try JSONDecoder().decode(WorkerJob.self, from: Data(text.utf8)) } catch {
      throw WorkerError.refused(reason: "the job has no scenario or no prices")
    }
  }

  /// - Throws: what is wrong with the scenario or the prices.
  func prepare() throws -> (evaluator: any TrialEvaluator, identity: WorkerIdentity) {
    let shared = try SharedPrices(mapping: prices)
    let file = try ScenarioFile(scenario, path: name)
    let evaluator = try ScenarioEvaluator(file.scenario, closes: shared.closes, dates: shared.days)
    return (evaluator, WorkerIdentity(code: try ThisProgram.hash(), data: shared.sha256))
  }
}

/// The program that runs.
enum ThisProgram {
  /// What starts it again, also after its file was replaced.
  static let path = "/proc/self/exe"

  /// XXH3 of its 40 MB takes 5 ms, SHA-256 30, and every worker waits for its own.
  static func hash() throws -> String { try ContentHash.xxh3(of: path) }
}

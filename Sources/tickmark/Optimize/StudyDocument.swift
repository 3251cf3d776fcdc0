import Foundation
import TickmarkOptimization

/// `tickmark.study/1`: what a run of a study came to.
struct StudyDocument: Encodable {
  struct Best: Encodable {
    let trial: Int
    let values: [Double]
    let parameters: [String: Value]
  }

  enum Value: Encodable {
    case number(Double), whole(Int), text(String), truth(Bool), nothing

    init(_ value: ParameterValue) {
      self =
        switch value {
        case .integer(let value): .whole(value)
        case .float(let value): .number(value)
        case .text(let value): .text(value)
        case .truth(let value): .truth(value)
        case .nothing: .nothing
        }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let value): try container.encode(value)
      case .whole(let value): try container.encode(value)
      case .text(let value): try container.encode(value)
      case .truth(let value): try container.encode(value)
      case .nothing: try container.encodeNil()
      }
    }
  }

  let schema = "tickmark.study/1"
  let study: String
  let strategy: String
  let objectives: [String]
  let finished, complete, pruned, failed, duplicates: Int
  let seconds, secondsSaved, trialsPerSecond: Double
  let best: Best?

  init(_ progress: StudyProgress, _ header: StudyHeader, _ scenario: Scenario) {
    study = header.name
    strategy = scenario.strategy.name
    objectives = scenario.objectives.map(\.rawValue)
    (finished, complete, pruned) = (progress.finished, progress.complete, progress.pruned)
    (failed, duplicates) = (progress.failed, progress.duplicates)
    (seconds, secondsSaved, trialsPerSecond) = (progress.seconds, progress.secondsSaved, progress.rate)
    best = progress.best.map { best in
      Best(trial: best.number, values: best.values, parameters: scenario.space.shown(best.point).mapValues(Value.init))
    }
  }

  func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

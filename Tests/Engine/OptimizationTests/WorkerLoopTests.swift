import Foundation
import Testing

@testable import TickmarkOptimization

/// A worker's side of the lines.
@Suite struct WorkerLoopTests {
  /// Runs a loop over these lines; an evaluator may look at what was said so far.
  private func replies(to lines: String..., evaluate: @escaping (Point, () -> String) throws -> Double) throws
    -> [WorkerReply]
  {
    let (input, output) = (Pipe(), Pipe())
    try input.fileHandleForWriting.write(contentsOf: Data(lines.joined(separator: "\n").utf8) + Data("\n".utf8))
    try input.fileHandleForWriting.close()
    let (reading, writing) = (output.fileHandleForReading, output.fileHandleForWriting)
    var said = ""
    func hear() -> String {
      said += String(decoding: reading.availableData, as: UTF8.self)
      return said
    }
    let loop = WorkerLoop(input: input.fileHandleForReading.fileDescriptor, output: writing.fileDescriptor)
    defer { withExtendedLifetime((input, output)) {} }
    try loop.run { _ in (Answer { try evaluate($0, hear) }, WorkerIdentity(code: "c", data: "d")) }
    try writing.close()
    said += String(decoding: try reading.readToEnd() ?? Data(), as: UTF8.self)
    return try said.split(separator: "\n").map { try WorkerLine.message(WorkerReply.self, Array($0.utf8)) }
  }

  private final class Answer: TrialEvaluator {
    let value: (Point) throws -> Double
    init(_ value: @escaping (Point) throws -> Double) { self.value = value }

    func evaluate(_ point: Point, goesOn: (Int, [Double]) throws -> Bool) throws -> TrialResult {
      let value = try value(point)
      return TrialResult(values: [value], isPruned: try !goesOn(0, [value]))
    }
  }

  /// Else the trial that ends a worker could not be told from those that it had finished.
  @Test func `what a trial came to is told before the next one begins`() throws {
    let replies = try replies(
      to: #"{"job":"j"}"#, #"{"trial":1,"point":[1]}"#, #"{"trial":2,"point":[2]}"#
    ) { point, hear in
      if point.values == [2] { #expect(hear().contains(#""trial":1"#)) }
      return point.values[0]
    }
    #expect(replies.compactMap(\.trial) == [1, 2] && replies.compactMap { $0.result?.values } == [[1], [2]])
  }

  @Test func `steps are told only where the job asks for them`() throws {
    let silent = try replies(to: #"{"job":"j"}"#, #"{"trial":1,"point":[1]}"#) { point, _ in point.values[0] }
    #expect(silent.allSatisfy { $0.step == nil } && silent.count == 2)
    let asking = try replies(
      to: #"{"job":"j","asks":true}"#, #"{"trial":1,"point":[1]}"#, #"{"trial":1,"goesOn":false}"#
    ) { point, _ in point.values[0] }
    #expect(asking.map(\.step) == [nil, 0, nil] && asking.last?.result?.isPruned == true)
  }

  @Test(arguments: ["what?", #"{"trial":1}"#, #"{"point":[1]}"#, "[]"]) func `a line that is none ends the worker`(
    line: String
  ) {
    #expect(throws: WorkerError.self) { try replies(to: #"{"job":"j"}"#, line) { _, _ in 0 } }
    #expect(throws: WorkerError.self) { try replies(to: line) { _, _ in 0 } }
  }

  @Test(arguments: [[1e300], [-1], [99], [.nan], [], [3, 3]]) func `a point that is none fails its trial`(
    values: [Double]
  ) throws {
    let scenario = try Scenario(
      strategy: MovingAverageCrossover.self,
      space: SearchSpace(["fast": .integer(low: 2, high: 20, step: 1, isLogarithmic: false)]), objectives: [.sharpe],
      rules: .init())
    #expect(throws: OptimizationError.self) { try scenario.strategy(at: Point(values: values)) }
  }
}

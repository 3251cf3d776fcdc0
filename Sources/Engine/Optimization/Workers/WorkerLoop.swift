import Foundation

/// A worker's side: reads jobs and trials from a descriptor and writes what they come to, until the input ends.
public final class WorkerLoop {
  private let input: Int32
  private let output: Int32
  private var reader = LineReader()
  private var lines: ArraySlice<[UInt8]> = []
  private var writer = LineWriter()

  public init(input: Int32 = 0, output: Int32 = 1) { (self.input, self.output) = (input, output) }

  /// - Parameter prepare: makes the evaluator of a job, and says what it computes with.
  /// - Throws: what `prepare` throws, after it was answered; `WorkerError.refused` for what is no request.
  public func run(
    _ prepare: (_ job: String) throws -> (evaluator: any TrialEvaluator, identity: WorkerIdentity)
  ) throws {
    guard let first = try next() else { return }
    guard let job = first.job else { throw WorkerError.refused(reason: "the first line has no job") }
    let asks = first.asks ?? false
    let prepared: (evaluator: any TrialEvaluator, identity: WorkerIdentity)
    do { prepared = try prepare(job) } catch {
      try answer(WorkerReply(failure: "\(error)"))
      throw error
    }
    try answer(WorkerReply(ready: prepared.identity))
    while let request = try next() {
      guard let trial = request.trial, let point = request.point else {
        throw WorkerError.refused(reason: "a line is no trial")
      }
      try answer(reply(to: trial, Point(values: point), prepared.evaluator, asks: asks))
    }
  }

  private func reply(
    to trial: Int64, _ point: Point, _ evaluator: any TrialEvaluator, asks: Bool
  ) throws -> WorkerReply {
    let start = SteadyClock.seconds
    do {
      let result = try evaluator.evaluate(point) { step, losses in
        guard asks else { return true }
        try answer(WorkerReply(trial: trial, step: step, losses: losses))
        guard let decision = try next() else { throw InputEnded() }
        guard let goesOn = decision.goesOn, decision.trial == trial else {
          throw WorkerError.refused(reason: "a line is no answer to a step")
        }
        return goesOn
      }
      return WorkerReply(trial: trial, result: result, seconds: SteadyClock.seconds - start)
    } catch let error as InputEnded { throw error } catch let error as WorkerError { throw error } catch {
      return WorkerReply(trial: trial, failure: "\(error)")
    }
  }

  private struct InputEnded: Error {}

  private func next() throws -> WorkerRequest? {
    while lines.isEmpty {
      switch reader.read(input) {
      case .lines(let read): lines = read.map(Array.init)[...]
      case .tooLong: throw WorkerError.refused(reason: "a line of more than \(LineReader.mostBytes) bytes")
      case .end: return nil
      }
    }
    do { return try WorkerLine.message(WorkerRequest.self, lines.removeFirst()) } catch {
      throw WorkerError.refused(reason: "a line is no request")
    }
  }

  /// Every answer is told before the next trial begins: where that one ends the process, it is known who did.
  private func answer(_ reply: WorkerReply) throws {
    writer.append(try WorkerLine.text(reply))
    // Who does not listen any more is noticed at the end of the input.
    while !writer.isEmpty, writer.flush(output) {}
  }
}

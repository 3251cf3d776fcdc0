import Foundation

/// What a runner says to a worker, a JSON object a line.
///
///     {"asks": true, "job": "…"}            first, once; the worker answers `ready`
///     {"trial": 17, "point": [10, 0.5]}     evaluate
///     {"goesOn": false, "trial": 17}        the answer to a step, where the job says that the worker asks
public struct WorkerRequest: Codable, Sendable, Equatable {
  public var job: String?
  /// Whether steps are told, and an answer waited for; of the job.
  public var asks: Bool?
  public var trial: Int64?
  public var point: [Double]?
  public var goesOn: Bool?

  public init(job: String? = nil, asks: Bool? = nil, trial: Int64? = nil, point: [Double]? = nil, goesOn: Bool? = nil) {
    self.job = job
    self.asks = asks
    self.trial = trial
    self.point = point
    self.goesOn = goesOn
  }
}

/// What a worker answers.
///
///     {"ready": {"code": "…", "data": "…"}}
///     {"trial": 17, "step": 0, "losses": [0.1]}                  shall it go on?
///     {"trial": 17, "seconds": 0.002, "result": {"values": [1.2], …}}
///     {"trial": 17, "failure": "…"}
public struct WorkerReply: Codable, Sendable, Equatable {
  public var ready: WorkerIdentity?
  public var trial: Int64?
  public var result: TrialResult?
  public var seconds: Double?
  public var failure: String?
  public var step: Int?
  public var losses: [Double]?

  public init(
    ready: WorkerIdentity? = nil, trial: Int64? = nil, result: TrialResult? = nil, seconds: Double? = nil,
    failure: String? = nil, step: Int? = nil, losses: [Double]? = nil
  ) {
    self.ready = ready
    self.trial = trial
    self.result = result
    self.seconds = seconds
    self.failure = failure
    self.step = step
    self.losses = losses
  }
}

extension WorkerReply {
  /// Whether the numbers are such as a worker of ours says.
  var makesSense: Bool {
    if let seconds, !(seconds >= 0 && seconds < .infinity) { return false }
    if let step, !(0...Int(Int32.max) ~= step) { return false }
    return true
  }
}

/// What a worker computes with: workers of a study have to be equal in both.
public struct WorkerIdentity: Codable, Sendable, Equatable {
  /// A hash of the program.
  public let code: String
  /// SHA-256 of the prices.
  public let data: String

  public init(code: String, data: String) {
    self.code = code
    self.data = data
  }
}

/// Messages as lines of JSON.
public enum WorkerLine {
  public static func text(_ message: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try Array(encoder.encode(message)) + [UInt8(ascii: "\n")]
  }

  /// - Throws: where the line is no such message.
  public static func message<Message: Decodable>(_ type: Message.Type, _ line: some Collection<UInt8>) throws -> Message
  {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(type, from: Data(line))
  }
}

import CTickmarkLifetime
import CTickmarkProcessor
import Foundation
import Glibc
import TickmarkAgreement
import TickmarkStatistics

/// One variant of one case in a process of its own, which times slices as its parent asks for them.
///
/// A line in, a line out: `slice N` is answered by `WALL CPU` in nanoseconds, `stay P` by `stays` or `moves`, `output PATH` by
/// `agreement` and the operation's class, once the output's values are in that file, `value N` by where the value with that
/// number stands. The first line out, once the input is built and the output verified, is `ready P` with the processor that
/// the process is on, or `refused` and why.
public enum SliceServer {
  public struct Request: Codable, Sendable {
    public var id: CaseID
    public var variant: String
    public var seed: UInt64
    /// The process that asks; this one ends with it.
    public var parent: Int32

    public init(id: CaseID, variant: String, seed: UInt64) {
      self.id = id
      self.variant = variant
      self.seed = seed
      parent = ProcessInfo.processInfo.processIdentifier
    }
  }

  /// Serves until standard input ends.
  ///
  /// - Parameters:
  ///   - request: a `Request` as JSON.
  ///   - stopwatch: made from the request's seed.
  ///   - operation: finds the operation of a case, building its inputs.
  public static func serve(
    _ request: String, stopwatch: (_ seed: UInt64) -> any Stopwatch, operation: (CaseID) throws -> Operation?
  ) throws {
    let request = try JSONDecoder().decode(Request.self, from: Data(request.utf8))
    guard tickmark_end_with_parent(request.parent) != 0 else { exit(EXIT_FAILURE) }
    // What a suite prints must not end up among the answers.
    let answers = FileHandle(fileDescriptor: dup(STDOUT_FILENO), closeOnDealloc: true)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    func answer(_ text: String) throws { try answers.write(contentsOf: Data("\(text)\n".utf8)) }
    var random = SplitMix64(seed: request.seed)
    // Never given back: it shifts the phase of every later allocation.
    blackHole([UInt8](repeating: 1, count: Int(random.next() % 256) * 16 + 16))
    guard let operation = try operation(request.id),
      let variant = operation.variants.first(where: { $0.name == request.variant })
    else { return try answer("refused absent") }
    if let disagreement = Verification.disagreement(of: [variant], in: operation) {
      return try answer("refused \(disagreement)")
    }
    let watch = stopwatch(request.seed)
    try answer("ready \(tickmark_current_processor())")
    while let line = readLine() {
      guard let text = try reply(to: line, variant, operation.agreement, watch) else {
        return try answer("refused '\(line)'")
      }
      try answer(text)
    }
  }

  /// Nil to what is no question.
  private static func reply(
    to line: String, _ variant: Variant<TimedBody>, _ agreement: Agreement, _ watch: any Stopwatch
  ) throws -> String? {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return nil }
    if words[0] == "output" {
      try ExchangedOutput.write(ExchangedOutput.values(of: variant.body.output()), to: words[1])
      return "agreement " + String(decoding: try JSONEncoder().encode(agreement), as: UTF8.self)
    }
    guard let number = Int(words[1]), number >= 0 else { return nil }
    switch words[0] {
    case "slice":
      let lap = watch.time(calls: number, variant.body.run)
      return "\(lap.wall) \(lap.cpu)"
    case "stay": return tickmark_stay_on_processor(Int32(clamping: number)) != 0 ? "stays" : "moves"
    case "value": return "value " + ExchangedOutput.description(of: number, in: variant.body.output())
    default: return nil
    }
  }
}

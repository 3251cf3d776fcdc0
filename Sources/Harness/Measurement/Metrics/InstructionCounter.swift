public import Foundation

/// Counts the instructions of one call under callgrind: the same total again and again, whatever else the machine does.
///
/// Only what runs inside `measuredCall` is counted. Compare a variant with itself across commits, never one vector width with
/// another: a wide instruction does the work of several.
public final class InstructionCounter {
  /// What was counted, or why nothing was.
  public enum Outcome: Sendable, Equatable {
    case counted(Int)
    case absent(reason: String)
  }

  /// How far two counts of one call may lie apart and still count as one: addresses differ, and with them hash tables.
  public static let tolerance = 0.001

  private let program: CallgrindProgram

  /// - Parameters:
  ///   - executable: what holds the case; a copy of it without debugging information is run.
  ///   - arguments: what leads the executable to `SingleCall`, before the request.
  ///   - timeoutSeconds: of one count.
  ///   - folder: where the copy lies; whoever ends the program early removes it.
  public init(executable: URL, arguments: [String], timeoutSeconds: Int, in folder: URL) {
    program = CallgrindProgram(executable, arguments: arguments, timeoutSeconds: timeoutSeconds, in: folder)
  }

  /// Counts twice, in a process each.
  public func count(_ id: CaseID, variant: String) throws(MeasurementError) -> Outcome {
    if let obstacle = program.obstacle { return .absent(reason: "\(obstacle)") }
    var counts: [Int] = []
    for _ in 0..<2 {
      let answer = try program.watch(
        SingleCall.Request(id: id, variant: variant), options: ["--callgrind-out-file=/dev/null"])
      if let refusal = answer.refusal { return .absent(reason: "not called: \(refusal)") }
      guard let count = Self.total(in: answer.messages) else {
        return .absent(reason: "callgrind said no total")
      }
      counts.append(count)
    }
    return Self.judge(counts[0], counts[1])
  }

  /// Two counts that agree are one.
  static func judge(_ first: Int, _ second: Int) -> Outcome {
    let (least, most) = (min(first, second), max(first, second))
    guard Double(most - least) <= tolerance * Double(most) else {
      return .absent(reason: "not stable: \(least) in one process, \(most) in another")
    }
    return .counted(least)
  }

  /// The total that callgrind says at its end: `==123== Collected : 4567`.
  static func total(in messages: String) -> Int? {
    for line in messages.split(separator: "\n") {
      guard let mark = line.range(of: "Collected : ") else { continue }
      return Int(line[mark.upperBound...].prefix { $0.isNumber })
    }
    return nil
  }
}

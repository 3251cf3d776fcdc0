public import TickmarkBaselines
public import TickmarkMeasurement
import TickmarkStatistics

/// Compares many rows in pairs and judges them together: the one procedure behind every paired verdict.
///
/// 1. Every row is compared, a fresh process a turn, until its plan decides.
/// 2. Holm's procedure over all rows holds the error of the whole.
/// 3. A row that looks changed is a suspect: it is compared again, sides exchanged, in processes of its own, and counts
///    only if it shows again.
/// 4. A control, the same code on both sides, is compared like any row: where it fires, no row is judged.
public struct PairedGate {
  /// What a process is asked for.
  public struct Turn: Sendable, Equatable {
    public enum Subject: Sendable, Equatable {
      case row(Int)
      case control
    }

    public var subject: Subject
    /// Sides are exchanged: `a` of the report is what the row calls b.
    public var isReversed: Bool
    /// Of all processes of the subject, those of the confirmation too: layouts and orders follow from it.
    public var process: Int

    /// A seed of its own for every process of every row.
    public func seed(from seed: UInt64) -> UInt64 {
      var row: UInt64 = 0
      if case .row(let index) = subject { row = UInt64(index) + 1 }
      var random = SplitMix64(seed: seed &+ row &* 0xD134_2543_DE82_EF95 &+ UInt64(process) &* 0x9E37_79B9_7F4A_7C15)
      return random.next()
    }
  }

  public struct Row: Sendable, Equatable {
    public var `case`: String
    public var variant: String
    public var margin: Double

    public init(case: String, variant: String, margin: Double) {
      self.case = `case`
      self.variant = variant
      self.margin = margin
    }
  }

  public struct Outcome: Sendable {
    public var rows: [ComparisonRow]
    /// Nil where none was asked for.
    public var control: ControlRecord?
    /// What the rows were judged by, before any confirmation.
    public var comparisons: [PairedComparison]
    /// The rows that were compared a second time.
    public var suspects: [Int]

    /// Of a gate without rows.
    public static var empty: Outcome { Outcome(rows: [], control: nil, comparisons: [], suspects: []) }
  }

  public static var confirmationConfidence: Double { 0.99 }

  private let rows: [Row]
  private let plan: PairedPlan
  private let measure: (Turn) throws -> PairReport

  /// - Parameters:
  ///   - plan: of each row, but for its margin.
  ///   - measure: has one fresh process measure the two sides of a row, or of the control.
  public init(_ rows: [Row], plan: PairedPlan, measure: @escaping (Turn) throws -> PairReport) {
    self.rows = rows
    self.plan = plan
    self.measure = measure
  }

  /// - Throws: what `measure` throws.
  public func judge(withControl hasControl: Bool = true) throws -> Outcome {
    var first = rows.map { PairedComparison(plan: plan(margin: $0.margin)) }
    var control = hasControl ? PairedComparison(plan: plan(margin: ControlRecorder.margin)) : nil
    for process in 0..<plan.processes {
      for index in first.indices where !first[index].isOver {
        first[index].add(try measure(Turn(subject: .row(index), isReversed: false, process: process)))
      }
      if let open = control, !open.isOver {
        control?.add(try measure(Turn(subject: .control, isReversed: false, process: process)))
      }
    }
    var judged = rows.indices.map { first[$0].row(case: rows[$0].case, variant: rows[$0].variant) }
    let record = control.map(Self.record)
    guard record?.fired != true else {
      for index in judged.indices { judged[index].withdraw("a control fired: the machine cannot tell now") }
      return Outcome(rows: judged, control: record, comparisons: first, suspects: [])
    }
    demoteByHolm(&judged, first)
    let suspects = judged.indices.filter { judged[$0].verdict.isChange }
    for index in suspects { try confirm(&judged[index], index) }
    return Outcome(rows: judged, control: record, comparisons: first, suspects: suspects)
  }

  /// A suspect counts where it shows again with its sides exchanged.
  ///
  /// One row in a thousand is a suspect without a cause; of these, one in a hundred would show again.
  private func confirm(_ row: inout ComparisonRow, _ index: Int) throws {
    var plan = plan(margin: rows[index].margin)
    plan.confidence = min(plan.confidence, Self.confirmationConfidence)
    var again = PairedComparison(plan: plan)
    for process in 0..<plan.processes where !again.isOver {
      again.add(try measure(Turn(subject: .row(index), isReversed: true, process: plan.processes + process)))
    }
    let second = again.row(case: row.case, variant: row.variant)
    row.seconds += second.seconds
    row.processes += second.processes
    row.rounds += second.rounds
    row.discarded += second.discarded
    let ratio = ((second.ratio > 0 ? 1 / second.ratio : 0) * 10_000).rounded() / 10_000
    if second.verdict.isChange, second.verdict != row.verdict {
      row.note = "shown again in \(second.processes) fresh processes with the sides exchanged (ratio \(ratio))"
    } else {
      row.withdraw(
        "did not show again in \(second.processes) fresh processes with the sides exchanged (ratio \(ratio))")
    }
  }

  /// A suspect must also stand when all rows are counted together.
  private func demoteByHolm(_ judged: inout [ComparisonRow], _ comparisons: [PairedComparison]) {
    let pValues = comparisons.indices.map { judged[$0].verdict.isChange ? comparisons[$0].pValue : 1 }
    for (index, holds) in Holm.rejections(pValues, level: BaselineComparison.gateLevel).enumerated()
    where judged[index].verdict.isChange && !holds {
      judged[index].withdraw("stands alone, but not among \(judged.count) rows: more processes would tell")
    }
  }

  private func plan(margin: Double) -> PairedPlan {
    var plan = plan
    plan.margin = margin
    return plan
  }

  private static func record(_ control: PairedComparison) -> ControlRecord {
    let row = control.row(case: "control/same/1", variant: "same")
    return ControlRecord(
      case: row.case, ratio: row.ratio, interval: row.interval,
      fired: row.verdict.isChange)
  }
}

extension ComparisonRow {
  /// Takes the verdict back.
  mutating func withdraw(_ reason: String) {
    verdict = .undecided
    note = reason
  }
}

public import TickmarkBaselines

/// The four words.
public enum Verdict: String, Codable, Sendable, CaseIterable {
  /// The whole interval lies above the margin.
  case regressed
  /// The whole interval lies below the margin on the other side.
  case improved
  /// The whole interval lies within the margin.
  case equivalent
  /// Neither: the data do not tell.
  case undecided

  /// Whether something is known to have changed.
  public var isChange: Bool { self == .regressed || self == .improved }

  /// What an interval of the ratio says.
  ///
  /// The margin is symmetric on the scale of logarithms: 1 + θ on one side, 1 / (1 + θ) on the other.
  init(lower: Double, upper: Double, margin: Double) {
    let (slower, faster) = (1 + margin, 1 / (1 + margin))
    self =
      if lower > slower { .regressed } else if upper < faster { .improved } else if lower >= faster, upper <= slower {
        .equivalent
      } else { .undecided }
  }
}

/// Two sides, row by row: `tickmark.comparison/1`.
public struct Comparison: Codable, Sendable, Equatable {
  public static let schema = "tickmark.comparison/1"

  public enum Kind: String, Codable, Sendable {
    /// A run against a stored baseline, through yardsticks.
    case baseline
    /// Two run files.
    case runs
    /// Command lines, in pairs.
    case commands
    /// Two builds of the program, in pairs.
    case builds
    /// Two settings of a flag, in pairs.
    case flags
    /// Two environments, in pairs.
    case environments
  }

  public var schema = Comparison.schema
  public var kind: Kind
  /// What the sides are called, with commit and machine class.
  public var a: String
  public var b: String
  /// The worst row decides: regressed, else undecided, else improved, else equivalent.
  public var verdict: Verdict
  public var confidence: Double
  public var rows: [ComparisonRow]
  public var controls: [ControlRecord]
  /// Rows of `a` that `b` lacks, and the reverse: never a pass in silence.
  public var missing: [String]
  public var added: [String]
  /// Why the sides cannot be compared as they are (another machine class, an unknown schema), one line each.
  public var notes: [String]

  public init(
    kind: Kind, a: String, b: String, verdict: Verdict, confidence: Double, rows: [ComparisonRow],
    controls: [ControlRecord], missing: [String], added: [String], notes: [String]
  ) {
    self.kind = kind
    self.a = a
    self.b = b
    self.verdict = verdict
    self.confidence = confidence
    self.rows = rows
    self.controls = controls
    self.missing = missing
    self.added = added
    self.notes = notes
  }
}

/// One metric of one variant of one case on both sides.
public struct ComparisonRow: Codable, Sendable, Equatable {
  public var `case`: String
  public var variant: String
  public var metric: String
  public var a: Double
  public var b: Double
  public var unit: String
  /// b / a: above 1 is slower, or more.
  public var ratio: Double
  public var interval: [Double]
  public var verdict: Verdict
  /// The relative change that counts as one.
  public var margin: Double
  /// The smallest relative change that this comparison could have seen.
  public var minimumDetectable: Double
  public var rounds: Int
  public var processes: Int
  public var discarded: Int
  /// Time spent on the row.
  public var seconds: Double
  /// Why a row is undecided, or what settled it, in one line.
  public var note: String?
  /// The yardstick that the ratio is through, where it is not `b / a`: both sides' times are taken relative to it.
  public var yardstick: String?

  public init(
    case: String, variant: String, metric: String, a: Double, b: Double, unit: String, ratio: Double,
    interval: [Double], verdict: Verdict, margin: Double, minimumDetectable: Double, rounds: Int, processes: Int,
    discarded: Int, seconds: Double, note: String?, yardstick: String? = nil
  ) {
    self.case = `case`
    self.variant = variant
    self.metric = metric
    self.a = a
    self.b = b
    self.unit = unit
    self.ratio = ratio
    self.interval = interval
    self.verdict = verdict
    self.margin = margin
    self.minimumDetectable = minimumDetectable
    self.rounds = rounds
    self.processes = processes
    self.discarded = discarded
    self.seconds = seconds
    self.note = note
    self.yardstick = yardstick
  }

  public var key: String { "\(self.case):\(variant)" }
}

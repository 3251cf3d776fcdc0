public import TickmarkMeasurement

/// One run of some suites on one machine, as it is stored: `tickmark.run/1`.
///
/// A baseline is a run file of one suite. Unknown versions are refused on reading; keys are sorted on writing; a number
/// that does not exist is absent or null, with the reason beside it.
public struct RunFile: Codable, Sendable, Equatable {
  public static let schema = "tickmark.run/1"

  public var schema = RunFile.schema
  /// Name and version of the program that measured.
  public var tool: String
  /// Commit of the measured code, or "unknown" outside a work tree.
  public var commit: String
  /// Whether the work tree differed from that commit.
  public var dirty: Bool
  /// Start, in ISO 8601 with a zone.
  public var started: String
  public var machine: MachineFingerprint
  public var dataset: Dataset?
  public var flags: [String: String]
  public var cases: [CaseRecord]
  public var controls: [ControlRecord]
  /// Where the memory of each case's process was at its end; absent in files of programs that did not ask.
  public var allocator: [AllocatorRecord]?
  /// What was asked for and did not happen, in words: left out sizes, metrics that the machine cannot give.
  public var notes: [String]

  public init(
    tool: String, commit: String, dirty: Bool, started: String, machine: MachineFingerprint, dataset: Dataset?,
    flags: [String: String], cases: [CaseRecord], controls: [ControlRecord],
    allocator: [AllocatorRecord]? = nil, notes: [String]
  ) {
    self.tool = tool
    self.commit = commit
    self.dirty = dirty
    self.started = started
    self.machine = machine
    self.dataset = dataset
    self.flags = flags
    self.cases = cases
    self.controls = controls
    self.allocator = allocator
    self.notes = notes
  }
}

/// One variant of one case.
public struct CaseRecord: Codable, Sendable, Equatable {
  /// `suite/operation/size`.
  public var `case`: String
  public var suite: String
  public var variant: String
  /// How many elements one call handles; 0 where another tool does not say.
  public var rows: Int
  public var metrics: [String: MetricRecord]
  /// Time of one call over the time of one call of each yardstick, timed in the same rounds: medians over processes.
  public var yardsticks: [String: Double]
  public var throughput: Throughput?
  public var agreement: AgreementRecord
  /// Against the operation's reference, paired in the same rounds; absent for the reference itself.
  public var speedup: PairedRecord?
  public var processes: [ProcessRecord]
  /// The smallest relative change that a stored comparison of this row is believed for on this machine class.
  public var floor: Double
  /// The yardstick through which the row is compared with a stored one: the operation's first.
  public var kind: String?
  /// SHA-256 of the data that the case read; absent where its input is generated.
  public var dataset: String?

  public init(
    case: String, suite: String, variant: String, rows: Int, metrics: [String: MetricRecord],
    yardsticks: [String: Double], throughput: Throughput?, agreement: AgreementRecord, speedup: PairedRecord?,
    processes: [ProcessRecord], floor: Double, kind: String? = nil,
    dataset: String? = nil
  ) {
    self.case = `case`
    self.suite = suite
    self.variant = variant
    self.rows = rows
    self.metrics = metrics
    self.yardsticks = yardsticks
    self.throughput = throughput
    self.agreement = agreement
    self.speedup = speedup
    self.processes = processes
    self.floor = floor
    self.kind = kind
    self.dataset = dataset
  }

  /// In place of a yardstick in rows that another tool measured: their times are compared as they are.
  public static var nanosecondKind: String { "nanosecond" }

  /// What identifies the row in a comparison.
  public var key: String { "\(self.case):\(variant)" }
}

/// A metric of one variant. `wall` and `cpu` have samples and an interval; the counters are exact and have none.
public struct MetricRecord: Codable, Sendable, Equatable {
  public var unit: String
  /// Absent where the machine cannot give the metric; `reason` then says why.
  public var median: Double?
  public var interval: [Double]?
  public var samples: [Double]?
  public var reason: String?

  public init(
    unit: String, median: Double?, interval: [Double]? = nil, samples: [Double]? = nil, reason: String? = nil
  ) {
    self.unit = unit
    self.median = median
    self.interval = interval
    self.samples = samples
    self.reason = reason
  }
}

public struct Throughput: Codable, Sendable, Equatable {
  public var value: Double
  public var unit: String

  public init(value: Double, unit: String) {
    self.value = value
    self.unit = unit
  }
}

public struct AgreementRecord: Codable, Sendable, Equatable {
  /// The agreement class in words.
  public var `class`: String
  public var largestError: Double
  /// Where the output first differs from the reference's; such a variant is not timed.
  public var disagreement: String?

  public init(class: String, largestError: Double, disagreement: String? = nil) {
    self.class = `class`
    self.largestError = largestError
    self.disagreement = disagreement
  }
}

/// A ratio of two things timed in the same rounds, with its interval.
public struct PairedRecord: Codable, Sendable, Equatable {
  public var against: String
  /// Reference's time over this variant's: above 1 is faster than the reference.
  public var ratio: Double
  public var interval: [Double]

  public init(against: String, ratio: Double, interval: [Double]) {
    self.against = against
    self.ratio = ratio
    self.interval = interval
  }
}

/// What one fresh process measured for a row.
public struct ProcessRecord: Codable, Sendable, Equatable {
  /// Median wall time of one call, in nanoseconds.
  public var median: Double
  /// Median over the rounds of log(call / yardstick call), by yardstick.
  public var yardsticks: [String: Double]
  public var rounds: Int
  public var discarded: Int
  /// Wall time that the process spent on its case, all variants together.
  public var seconds: Double?

  public init(median: Double, yardsticks: [String: Double], rounds: Int, discarded: Int, seconds: Double? = nil) {
    self.median = median
    self.yardsticks = yardsticks
    self.rounds = rounds
    self.discarded = discarded
    self.seconds = seconds
  }
}

/// The same code on both sides, timed as if it were two variants.
public struct ControlRecord: Codable, Sendable, Equatable {
  public var `case`: String
  public var ratio: Double
  public var interval: [Double]
  public var fired: Bool

  public init(case: String, ratio: Double, interval: [Double], fired: Bool) {
    self.case = `case`
    self.ratio = ratio
    self.interval = interval
    self.fired = fired
  }
}

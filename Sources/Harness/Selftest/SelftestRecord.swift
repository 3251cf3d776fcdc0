public import TickmarkMeasurement

/// How often the gate was right about work that was slowed down on purpose, or not at all: `tickmark.selftest/1`.
public struct SelftestRecord: Codable, Sendable, Equatable {
  public static let schema = "tickmark.selftest/1"

  public var schema = SelftestRecord.schema
  /// Name and version of the program whose gate it is.
  public var tool: String
  public var commit: String
  public var dirty: Bool
  /// Start, in ISO 8601 with a zone.
  public var started: String
  public var machine: MachineFingerprint
  /// Processes that kept a core busy meanwhile.
  public var busyProcesses: Int
  /// Wall time of the whole self-test.
  public var seconds: Double
  public var rows: [Row]
  public var gates: Gates
  /// What the harness itself added to each slice, measured at the start.
  public var overhead: SliceOverhead
  /// The command line that measured; absent in older records.
  public var command: String?
  /// What was asked for and did not happen, one line each.
  public var notes: [String]

  /// One kind of work, slowed down by one effect, judged with one margin.
  public struct Row: Codable, Sendable, Equatable {
    /// `compute`, `memory` or `allocation`; with `stored-` before it where a stored baseline was the other side.
    public var kind: String
    /// 0 gives false alarms, the others power: 0.01 is 1 % more work.
    public var effect: Double
    /// The relative change that counted as one.
    public var margin: Double
    /// Whether other rows of the same gates were slowed down.
    public var besidePlanted: Bool
    public var comparisons: Int
    /// Judged changed, and seen again: false alarms where the effect is 0.
    public var flagged: Int
    /// Looked changed at first.
    public var suspects: Int
    public var undecided: Int
    /// Wall time, starts of processes and confirmations included.
    public var secondsPerComparison: Double
    public var medianRatio: Double
    /// Standard deviation of the estimates, in percentage points.
    public var deviationPoints: Double
    /// Share of the rows whose 95 % interval across processes held the truth, where it is known exactly: of effect 0.
    public var coverage: Double?
    /// The same of the wider interval, by which rows are judged: above 95 % where processes do not differ.
    public var coverageOfWider: Double?

    public init(
      kind: String, effect: Double, margin: Double, besidePlanted: Bool, comparisons: Int, flagged: Int,
      suspects: Int, undecided: Int, secondsPerComparison: Double, medianRatio: Double, deviationPoints: Double,
      coverage: Double?, coverageOfWider: Double?
    ) {
      self.kind = kind
      self.effect = effect
      self.margin = margin
      self.besidePlanted = besidePlanted
      self.comparisons = comparisons
      self.flagged = flagged
      self.suspects = suspects
      self.undecided = undecided
      self.secondsPerComparison = secondsPerComparison
      self.medianRatio = medianRatio
      self.deviationPoints = deviationPoints
      self.coverage = coverage
      self.coverageOfWider = coverageOfWider
    }
  }

  /// Whole gates in which nothing was slowed down.
  public struct Gates: Codable, Sendable, Equatable {
    public var rowsEach: Int
    public var clean: Int
    /// With at least one row flagged.
    public var cleanFlagged: Int
    /// In which the control fired, of all gates: no row of theirs was judged.
    public var unfit: Int
    public var all: Int

    public init(rowsEach: Int, clean: Int, cleanFlagged: Int, unfit: Int, all: Int) {
      self.rowsEach = rowsEach
      self.clean = clean
      self.cleanFlagged = cleanFlagged
      self.unfit = unfit
      self.all = all
    }
  }

  public init(
    tool: String, commit: String, dirty: Bool, started: String, machine: MachineFingerprint, busyProcesses: Int,
    seconds: Double, rows: [Row], gates: Gates, overhead: SliceOverhead, notes: [String]
  ) {
    self.tool = tool
    self.commit = commit
    self.dirty = dirty
    self.started = started
    self.machine = machine
    self.busyProcesses = busyProcesses
    self.seconds = seconds
    self.rows = rows
    self.gates = gates
    self.overhead = overhead
    self.notes = notes
  }
}

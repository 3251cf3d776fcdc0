import Foundation

/// One run as the history keeps it: a line of `tickmark.history/1`.
///
/// Columns, not objects: a line of a hundred rows is a tenth of the run file and is read in a tenth of the time. A number that
/// does not exist is null.
public struct HistoryEntry: Codable, Sendable, Equatable {
  public static let schema = "tickmark.history/1"

  public var schema = HistoryEntry.schema
  public var tool: String
  public var commit: String
  public var dirty: Bool
  public var started: String
  public var machineClass: String
  /// Runs of another build or with other flags are other series.
  public var instructionSet: String
  public var flags: [String: String]
  /// Whether no control fired: of an unfit machine nothing is concluded.
  public var fit: Bool
  /// `case:variant` of each row; every column has a value for each.
  public var cases: [String]
  /// By metric: `wall`, its `lower` and `upper` bound, `allocations`, …
  public var columns: [String: [Double?]]
  public var units: [String: String]
  /// The wall time in calls of the row's own yardstick, and which that is.
  public var relative: [Double?]
  public var yardsticks: [String]

  /// Metrics that are kept, as far as the run has them.
  public static let metrics = ["wall", "allocations", "allocatedBytes", "peakBytes", "instructions"]

  /// - Returns: nothing for a run in which nothing was timed.
  public init?(_ run: RunFile) {
    let rows = run.cases.filter { $0.metrics["wall"]?.median != nil }
    guard !rows.isEmpty else { return nil }
    tool = run.tool
    commit = run.commit
    dirty = run.dirty
    started = run.started
    machineClass = run.machine.class
    instructionSet = run.machine.instructionSet
    flags = run.flags
    fit = !run.controls.contains(where: \.fired)
    cases = rows.map(\.key)
    columns = [:]
    units = [:]
    for metric in Self.metrics {
      let values = rows.map { $0.metrics[metric]?.median }
      guard values.contains(where: { $0 != nil }) else { continue }
      columns[metric] = values
      units[metric] = rows.compactMap { $0.metrics[metric]?.unit }.first
    }
    columns["lower"] = rows.map { $0.metrics["wall"]?.interval?.first }
    columns["upper"] = rows.map { $0.metrics["wall"]?.interval?.last }
    relative = rows.map { row in row.kind.flatMap { row.yardsticks[$0] }.map(Self.rounded) }
    yardsticks = rows.map { $0.kind ?? "" }
  }

  /// To seven digits: what a clock and a yardstick can tell.
  private static func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let scale = pow(10, 6 - floor(log10(abs(value))))
    return (value * scale).rounded() / scale
  }

  /// Which of the columns a reader wants: the others of a long history are not worth their time.
  enum Wanted {
    static let key = CodingUserInfoKey(rawValue: "columns")
  }

  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: CodingKeys.self)
    schema = try line.decode(String.self, forKey: .schema)
    tool = try line.decode(String.self, forKey: .tool)
    commit = try line.decode(String.self, forKey: .commit)
    dirty = try line.decode(Bool.self, forKey: .dirty)
    started = try line.decode(String.self, forKey: .started)
    machineClass = try line.decode(String.self, forKey: .machineClass)
    instructionSet = try line.decode(String.self, forKey: .instructionSet)
    flags = try line.decode([String: String].self, forKey: .flags)
    fit = try line.decode(Bool.self, forKey: .fit)
    cases = try line.decode([String].self, forKey: .cases)
    units = try line.decode([String: String].self, forKey: .units)
    relative = try line.decode([Double?].self, forKey: .relative)
    yardsticks = try line.decode([String].self, forKey: .yardsticks)
    let wanted = Wanted.key.flatMap { decoder.userInfo[$0] as? Set<String> }
    let all = try line.nestedContainer(keyedBy: ColumnName.self, forKey: .columns)
    columns = [:]
    for name in all.allKeys where wanted?.contains(name.stringValue) ?? true {
      columns[name.stringValue] = try all.decode([Double?].self, forKey: name)
    }
  }

  private struct ColumnName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// What makes a well-formed line useless, in words.
  var flaw: String? {
    let counts = columns.values.map(\.count) + [relative.count, yardsticks.count]
    if counts.contains(where: { $0 != cases.count }) { return "its columns are not of one length" }
    if columns.values.joined().contains(where: { $0.map { !$0.isFinite } ?? false }) { return "a number is not finite" }
    return Set(cases).count == cases.count ? nil : "a case is there twice"
  }
}

import TickmarkMeasurement

extension SelftestDemand {
  /// The demands that the record speaks to.
  public static func all(of record: SelftestRecord) -> [SelftestDemand] {
    alarms(record) + power(record) + measures(record) + stored(record) + overhead(record.overhead)
  }

  private static func alarms(_ record: SelftestRecord) -> [SelftestDemand] {
    let gates = record.gates
    return [
      share(
        "false alarms, compute and allocation", of: clean(record, ["compute", "allocation"], margin: 0.005), \.flagged,
        0...0.001),
      share("false alarms, memory", of: clean(record, ["memory"], margin: 0.005), \.flagged, 0...0.005),
      share("false alarms without a margin, compute", of: clean(record, ["compute"], margin: 0), \.flagged, 0...0.001),
      share(
        "gates of \(gates.rowsEach) identical rows with a false alarm", gates.cleanFlagged, of: gates.clean, 0...0.01),
    ].compactMap(\.self)
  }

  /// What is seen, and how soon.
  private static func power(_ record: SelftestRecord) -> [SelftestDemand] {
    [
      ("+1 % compute", slowed(record, "compute", 0.01), 0.99, 1.0),
      ("+2 % memory", slowed(record, "memory", 0.02), 0.95, 2),
      ("+1 % allocation", slowed(record, "allocation", 0.01), 0.99, 2),
      ("+0.3 % compute without a margin", slowed(record, "compute", 0.003, margin: 0), 0.95, 2),
    ].flatMap { name, rows, least, seconds in
      [
        share("\(name) is seen", of: rows, \.flagged, least...1),
        mean("\(name) is seen in", of: rows, \.secondsPerComparison, unit: "s", 0...seconds),
      ].compactMap(\.self)
    }
  }

  /// How near the estimates are, and how often an interval holds the truth: by kind of work, since one that holds too often
  /// makes up for none that does not.
  private static func measures(_ record: SelftestRecord) -> [SelftestDemand] {
    let deviation = mean(
      "standard deviation of the estimate of +1 % compute", of: spread(record, "compute", 0.01), \.deviationPoints,
      unit: "points", 0...0.04)
    let coverages = ["compute", "memory", "allocation"].map { kind in
      let same = clean(record, [kind], margin: nil).filter { $0.coverage != nil }
      let covered = same.reduce(0.0) { $0 + ($1.coverage ?? 0) * Double($1.comparisons) }
      return share(
        "95 % intervals of identical code that held 0, \(kind)", Int(covered.rounded()),
        of: same.reduce(0) { $0 + $1.comparisons }, 0.94...0.97)
    }
    return ([deviation] + coverages).compactMap(\.self)
  }

  private static func stored(_ record: SelftestRecord) -> [SelftestDemand] {
    let rows = clean(record, ["stored-compute"], margin: nil)
    return [
      share("false alarms against a stored baseline, compute", of: rows, \.flagged, 0...0),
      share("suspects against a stored baseline, compute", of: rows, \.suspects, 0...0.01),
    ].compactMap(\.self)
  }

  private static func overhead(_ overhead: SliceOverhead) -> [SelftestDemand] {
    let allocating = overhead.allocating.flatMap { count in
      share("slices of nothing that allocated", count, of: overhead.slices, 0...0)
    }
    let time = SelftestDemand(
      text: "the harness's own part of a slice of \(Int(overhead.sliceNanoseconds / 1_000)) µs", range: 0...0.1,
      measured: .value(100 * overhead.share, unit: "%"))
    return [time] + [allocating].compactMap(\.self)
  }

  private typealias Row = SelftestRecord.Row

  private static func clean(_ record: SelftestRecord, _ kinds: [String], margin: Double?) -> [Row] {
    record.rows.filter { kinds.contains($0.kind) && $0.effect == 0 && (margin == nil || $0.margin == margin) }
  }

  private static func slowed(_ record: SelftestRecord, _ kind: String, _ effect: Double, margin: Double = 0.005)
    -> [Row]
  {
    record.rows.filter { $0.kind == kind && $0.effect == effect && $0.margin == margin }
  }

  /// A deviation needs two estimates.
  private static func spread(_ record: SelftestRecord, _ kind: String, _ effect: Double) -> [Row] {
    slowed(record, kind, effect).filter { $0.comparisons > 1 }
  }

  private static func share(_ text: String, of rows: [Row], _ hits: (Row) -> Int, _ range: ClosedRange<Double>)
    -> SelftestDemand?
  {
    share(text, rows.reduce(0) { $0 + hits($1) }, of: rows.reduce(0) { $0 + $1.comparisons }, range)
  }

  private static func share(_ text: String, _ hits: Int, of count: Int, _ range: ClosedRange<Double>) -> SelftestDemand?
  {
    count > 0 ? SelftestDemand(text: text, range: range, measured: .share(hits: hits, count: count)) : nil
  }

  /// The mean over the comparisons of the rows.
  private static func mean(
    _ text: String, of rows: [Row], _ value: (Row) -> Double, unit: String, _ range: ClosedRange<Double>
  ) -> SelftestDemand? {
    let count = rows.reduce(0) { $0 + $1.comparisons }
    guard count > 0 else { return nil }
    let mean = rows.reduce(0) { $0 + value($1) * Double($1.comparisons) } / Double(count)
    return SelftestDemand(text: text, range: range, measured: .value(mean, unit: unit))
  }
}

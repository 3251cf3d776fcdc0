/// One picture beside a report.
public struct Chart: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case interval = "intervals", speedup = "speedups", scaling, distribution = "samples", history
  }

  public let kind: Kind
  /// The suite, or the operation of a scaling chart.
  public let subject: String
  public let title: String
  /// Where it lies, relative to the report's README.md.
  public let path: String
  public let svg: String
}

/// The pictures of a report, and those that had nothing to show.
public struct ChartSet: Sendable {
  public private(set) var charts: [Chart] = []
  /// What was not drawn, and why.
  public private(set) var absences: [Omission] = []
  private var paths: Set<String> = []

  public static let none = ChartSet()

  private init() {}

  /// Draws everything that the content has numbers for.
  public init(_ content: ReportContent) { self.init(content, dotLimit: DistributionChart.dotLimit) }

  /// - Parameter dotLimit: the most samples of a row and side that are drawn one by one.
  init(_ content: ReportContent, dotLimit: Int) {
    for suite in content.suites {
      if content.comparison != nil {
        add(
          .interval, suite.name, "Before and after: \(suite.name)", IntervalChart(suite)?.svg, "no row has both sides")
      }
      let hasVariants = suite.rows.contains { $0.after?.speedup != nil }
      if hasVariants || suite.rows.contains(where: { $0.after != nil }) {
        let reason = hasVariants ? "no speed-up is a number" : "no operation has a second variant"
        add(.speedup, suite.name, "Speed-ups: \(suite.name)", SpeedupChart(suite)?.svg, reason)
      }
      add(
        .distribution, suite.name, "Samples: \(suite.name)", DistributionChart(suite, dotLimit: dotLimit)?.svg,
        "no samples are stored")
      // The first run of a row has no history: nothing is missing then.
      if let chart = content.history?.chart(of: suite.name) {
        add(.history, suite.name, "History: \(suite.name)", chart.svg, "")
      }
    }
    addScaling(content)
  }

  func of(_ kind: Chart.Kind, suite: String) -> [Chart] { charts.filter { $0.kind == kind && $0.subject == suite } }

  private mutating func addScaling(_ content: ReportContent) {
    var operations: [String] = []
    let rows = Dictionary(grouping: content.rows.filter { $0.after != nil }, by: \.operation)
    for row in content.rows where rows[row.operation] != nil && !operations.contains(row.operation) {
      operations.append(row.operation)
    }
    let single = operations.filter { operation in
      guard let chart = ScalingChart(operation, rows: rows[operation] ?? []) else {
        return Growth.hasSizes(rows[operation] ?? [])
      }
      add(.scaling, operation, "Time against size: \(operation)", chart.svg, "")
      return false
    }
    guard !single.isEmpty else { return }
    let names = single.prefix(3).joined(separator: ", ") + (single.count > 3 ? " and \(single.count - 3) more" : "")
    absences.append(
      Omission(
        kind: .noChart, names: [Chart.Kind.scaling.rawValue], reason: "fewer than two sizes were timed of \(names)"))
  }

  private mutating func add(_ kind: Chart.Kind, _ subject: String, _ title: String, _ svg: String?, _ reason: String) {
    guard let svg else {
      absences.append(Omission(kind: .noChart, names: ["\(kind.rawValue) of \(subject)"], reason: reason))
      return
    }
    var path = "charts/\(kind.rawValue)-\(slug(subject)).svg"
    var number = 2
    while !paths.insert(path).inserted {
      path = "charts/\(kind.rawValue)-\(slug(subject))-\(number).svg"
      number += 1
    }
    charts.append(Chart(kind: kind, subject: subject, title: title, path: path, svg: svg))
  }

  /// A file name that every system and every link takes.
  private func slug(_ name: String) -> String {
    let kept = name.unicodeScalars.map { scalar -> Character in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        ? Character(scalar) : "-"
    }
    return String(kept.prefix(80)).lowercased()
  }
}

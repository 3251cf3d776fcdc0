/// A form in which people or other programs read a report: `--format NAME=PATH`.
///
/// - Complexity: O(rows · samples) each.
public struct ReportFormat: Sendable {
  public let name: String
  /// For whom it is, in a few words.
  public let summary: String
  /// Whether it shows how rows went over time: a long history takes seconds to read.
  public let showsHistory: Bool
  private let write: @Sendable (ReportContent) throws(ReportingError) -> String

  init(
    _ name: String, _ summary: String, showsHistory: Bool = false,
    write: @escaping @Sendable (ReportContent) throws(ReportingError) -> String
  ) {
    self.name = name
    self.summary = summary
    self.showsHistory = showsHistory
    self.write = write
  }

  /// - Throws: `cannotEncode` where a number has no form in it.
  public func text(_ content: ReportContent) throws(ReportingError) -> String { try write(content) }

  /// Every format there is.
  public static let all: [ReportFormat] = [
    json, markdown, html, csv, junit, github, githubSummary, githubActionBenchmark, bencher, goBenchmark,
    googleBenchmark, prometheus,
  ]

  public static func named(_ name: String) -> ReportFormat? { all.first { $0.name == name } }
}

extension ReportFormat {
  /// The comparison where there is one, else the run.
  static let json = ReportFormat("json", "tickmark.comparison/1 or tickmark.run/1") {
    (content) throws(ReportingError) in
    if let comparison = content.comparison { try JSONReport.text(comparison) } else { try JSONReport.text(content.run) }
  }

  static let markdown = ReportFormat("markdown", "the report without charts", showsHistory: true) {
    (content) throws(ReportingError) in MarkdownReport.text(content, charts: .none)
  }

  static let csv = ReportFormat("csv", "a row a metric, for spreadsheets") {
    (content) throws(ReportingError) in CSVReport.text(content)
  }
}

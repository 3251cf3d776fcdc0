import Glibc
import TickmarkBaselines
import TickmarkGating

/// Writes a report's folder: `README.md`, `charts/*.svg`, `results.csv`, `run.json` and `comparison.json`.
///
/// The folder appears whole or not at all: it is built beside its place under another name, then renamed. A report that was there
/// before is exchanged for the new one in one step, and stays as it was if anything fails.
public enum ReportWriter {
  /// The names that a report's folder may hold; a folder with anything else is not replaced.
  package static let ownNames: Set<String> = [
    "README.md", "charts", "results.csv", "run.json", "comparison.json", "selftest.json", "study.json", "profiles",
  ]

  /// Writes the report to the folder at `path`, creating its parents.
  ///
  /// - Parameter attachments: more files by their path in the folder, such as profiles.
  /// - Throws: `cannotWrite` with the path and the system's reason; `notAFolder` and `notAReport` where something else stands there;
  ///   `cannotEncode` before anything is written.
  public static func write(
    _ content: ReportContent, to path: String, attaching attachments: [String: String] = [:]
  ) throws(ReportingError) {
    try write(files(of: content).merging(attachments) { own, _ in own }, to: path)
  }

  /// The report's files by their path in the folder.
  public static func files(of content: ReportContent) throws(ReportingError) -> [String: String] {
    let charts = ChartSet(content)
    var files = ["README.md": MarkdownReport.text(content, charts: charts), "results.csv": CSVReport.text(content)]
    files["run.json"] = try JSONReport.text(content.run)
    if let comparison = content.comparison { files["comparison.json"] = try JSONReport.text(comparison) }
    for chart in charts.charts { files[chart.path] = chart.svg }
    return files
  }

  /// - Parameter names: what a folder that may be replaced holds at most.
  package static func write(
    _ files: [String: String], to path: String, replacing names: Set<String> = ownNames
  ) throws(ReportingError) {
    let place = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let isThere = try isReplaceable(place, names)
    let parent = Folder.parent(of: place)
    try Folder.create(parent)
    let name = place.split(separator: "/").last.map(String.init) ?? "report"
    let draft = "\(parent)/.\(name).\(getpid()).draft"
    // A draft of the same name can only be what a process that was killed left behind.
    Folder.remove(draft)
    do {
      try Folder.create(draft)
      for (file, text) in files.sorted(by: { $0.key < $1.key }) {
        try Folder.create(Folder.parent(of: "\(draft)/\(file)"))
        try Folder.write(text, to: "\(draft)/\(file)")
      }
      try Folder.move(draft, to: place, exchanging: isThere)
    } catch {
      Folder.remove(draft)
      throw error
    }
    // After an exchange the old report carries the draft's name.
    if isThere { Folder.remove(draft) }
  }

  /// Whether a report stands at the path; false where there is nothing. Ask before the minutes that its content takes.
  ///
  /// - Throws: `notAFolder`, `notAReport`.
  @discardableResult package static func isReplaceable(
    _ path: String, _ names: Set<String>
  ) throws(ReportingError) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: path) }
    for entry in try Folder.entries(path) where !names.contains(entry) {
      throw .notAReport(path: path, entry: entry)
    }
    return true
  }
}

import ArgumentParser
import TickmarkBaselines
import TickmarkReporting

/// Where the runs of each machine class are kept, one after the other.
struct HistoryOptions: ParsableArguments {
  @Option(name: .customLong("history"), help: "Folder of the histories, a file a machine class (.tickmark/history).")
  var folder: String?

  func file(machineClass: String, settings: Settings) -> HistoryFile {
    HistoryFile(folder: folder ?? settings.history ?? ".tickmark/history", machineClass: machineClass)
  }

  /// Adds a run to its machine class's history; a run in which nothing was timed is none.
  func append(_ run: RunFile, settings: Settings) throws {
    guard let entry = HistoryEntry(run) else { return }
    let file = file(machineClass: run.machine.class, settings: settings)
    if let repair = try file.append(entry) { Messages.warning(repair) }
    Messages.detail("history: \(file.path)")
  }

  /// What the history says of a run's rows; nothing where none can be read: that is said when it is appended to.
  func excerpt(for run: RunFile, settings: Settings) -> HistoryExcerpt? {
    let keys = Set(run.cases.map(\.key))
    let file = file(machineClass: run.machine.class, settings: settings)
    guard let view = try? HistoryView(file, where: keys.contains) else { return nil }
    return HistoryExcerpt(series: view.series, found: view.found)
  }
}

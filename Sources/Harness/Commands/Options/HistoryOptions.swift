import ArgumentParser
import TickmarkBaselines

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
}

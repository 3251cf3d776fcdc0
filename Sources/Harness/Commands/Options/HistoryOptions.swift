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

  /// Adds what the history says of the run's rows, where somebody will read it and there is one.
  ///
  /// One that cannot be read is warned of; and so is one that is not there, where a folder was named.
  ///
  /// - Parameter isAppended: whether the run was appended to it: then what is wrong with it is said there.
  func add(
    to content: inout ReportContent, for publication: Publication, settings: Settings, isAppended: Bool = false
  ) {
    guard publication.showsHistory else { return }
    let keys = Set(content.run.cases.map(\.key))
    let file = file(machineClass: content.run.machine.class, settings: settings)
    do {
      let view = try HistoryView(file, where: keys.contains)
      content.history = HistoryExcerpt(series: view.series, found: view.found)
    } catch BaselineError.noHistory where (folder ?? settings.history) == nil {
      // The first run of a machine class has none.
    } catch {
      if !isAppended { Messages.warning("the report is without a history: \(error)") }
    }
  }
}

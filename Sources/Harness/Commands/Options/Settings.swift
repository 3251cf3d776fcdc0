import Foundation
import TOMLKit

/// What flags leave open: environment `TICKMARK_…`, then `tickmark.toml` found upward, then the defaults.
///
/// A variable that is empty is not set: CI services make undefined ones empty.
struct Settings: Sendable, Equatable {
  var processes: Int?
  var secondsPerProcess: Double?
  var timeoutSeconds: Int?
  var baselines: String?
  var budgets: String?
  var history: String?

  static func load(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    from folder: String = FileManager.default.currentDirectoryPath
  ) throws(CommandError) -> Settings {
    let environment = environment.filter { !$0.value.isEmpty }
    var settings = Settings()
    if let path = file(upwardFrom: folder) { settings = try read(path) }
    if let text = environment["TICKMARK_PROCESSES"] {
      settings.processes = try whole(text, in: 2...1_000, place: "TICKMARK_PROCESSES")
    }
    if let text = environment["TICKMARK_SECONDS"] {
      settings.secondsPerProcess = try positive(text, place: "TICKMARK_SECONDS")
    }
    if let text = environment["TICKMARK_TIMEOUT"] {
      settings.timeoutSeconds = try whole(text, place: "TICKMARK_TIMEOUT")
    }
    settings.baselines = environment["TICKMARK_BASELINES"] ?? settings.baselines
    settings.budgets = environment["TICKMARK_BUDGETS"] ?? settings.budgets
    settings.history = environment["TICKMARK_HISTORY"] ?? settings.history
    return settings
  }

  private static func file(upwardFrom folder: String) -> String? {
    var folder = URL(fileURLWithPath: folder)
    while true {
      let path = folder.appendingPathComponent("tickmark.toml").path
      if FileManager.default.fileExists(atPath: path) { return path }
      if folder.path == "/" { return nil }
      folder.deleteLastPathComponent()
    }
  }

  private static func read(_ path: String) throws(CommandError) -> Settings {
    let table: TOMLTable
    do { table = try TOMLTable(string: String(contentsOfFile: path, encoding: .utf8)) } catch {
      throw .badSetting(place: "'\(path)'", problem: "it is not TOML; mend or remove it")
    }
    var settings = Settings()
    for key in table.keys {
      let place = "'\(path)', \(key)"
      let value = table[key]
      switch key {
      case "processes": settings.processes = try whole(value?.int.map(String.init) ?? "", in: 2...1_000, place: place)
      case "seconds":
        let seconds = value?.double ?? value?.int.map(Double.init) ?? 0
        settings.secondsPerProcess = try positive("\(seconds)", place: place)
      case "timeout": settings.timeoutSeconds = try whole(value?.int.map(String.init) ?? "", place: place)
      case "baselines": settings.baselines = try text(value?.string, place: place)
      case "budgets": settings.budgets = try text(value?.string, place: place)
      case "history": settings.history = try text(value?.string, place: place)
      default:
        throw .badSetting(
          place: place, problem: "unknown setting; known are processes, seconds, timeout, baselines, budgets, history")
      }
    }
    return settings
  }

  /// The same bounds as the flags have.
  private static func whole(
    _ text: String, in range: ClosedRange<Int> = 1...Int.max, place: String
  ) throws(CommandError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      let bounds = range.upperBound == .max ? "above 0" : "from \(range.lowerBound) to \(range.upperBound)"
      throw .badSetting(place: place, problem: "must be a whole number \(bounds)")
    }
    return number
  }

  private static func text(_ text: String?, place: String) throws(CommandError) -> String {
    guard let text, !text.isEmpty else { throw .badSetting(place: place, problem: "must be text: the path") }
    return text
  }

  private static func positive(_ text: String, place: String) throws(CommandError) -> Double {
    guard let number = Double(text), number > 0, number <= 3_600 else {
      throw .badSetting(place: place, problem: "must be a number above 0, at most 3600")
    }
    return number
  }
}

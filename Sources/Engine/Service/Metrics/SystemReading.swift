import Foundation

/// What the system says of the process and of the machine.
///
/// Source: proc(5)
struct SystemReading: Sendable {
  var residentBytes = 0.0
  var peakBytes = 0.0
  var descriptors = 0.0
  /// Of the process, user and system.
  var processorSeconds = 0.0
  /// Of all processors since the machine started, in ticks.
  var busyTicks = 0.0
  var allTicks = 0.0
  /// Share of the memory that could not be had by a new program.
  var memoryShare = 0.0

  static func now() -> SystemReading {
    var reading = SystemReading()
    let status = fields(of: "/proc/self/status")
    reading.residentBytes = (status["VmRSS"] ?? 0) * 1_024
    reading.peakBytes = (status["VmHWM"] ?? 0) * 1_024
    let memory = fields(of: "/proc/meminfo")
    if let total = memory["MemTotal"], let available = memory["MemAvailable"], total > 0 {
      reading.memoryShare = 1 - available / total
    }
    reading.descriptors = Double((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0)
    // What follows the name, which may hold spaces and brackets, and the state, which is no number: fields 4 on.
    let stat = text("/proc/self/stat").split(separator: ")").last?.split(separator: " ").compactMap { Double($0) } ?? []
    if stat.count > 11 { reading.processorSeconds = (stat[10] + stat[11]) / Double(sysconf(Int32(_SC_CLK_TCK))) }
    let ticks = text("/proc/stat").split(separator: "\n").first?.split(separator: " ").compactMap { Double($0) } ?? []
    if ticks.count >= 8 {
      reading.allTicks = ticks[0..<8].reduce(0, +)
      // Idle, and waiting for a disk.
      reading.busyTicks = reading.allTicks - ticks[3] - ticks[4]
    }
    return reading
  }

  /// `Name:  number …`, a line each.
  private static func fields(of path: String) -> [String: Double] {
    var fields: [String: Double] = [:]
    for line in text(path).split(separator: "\n") {
      let parts = line.split(whereSeparator: { $0 == ":" || $0 == " " || $0 == "\t" })
      if parts.count > 1, let value = Double(parts[1]) { fields[String(parts[0])] = value }
    }
    return fields
  }

  private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}

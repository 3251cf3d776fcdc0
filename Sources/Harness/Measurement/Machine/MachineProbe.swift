import Foundation
import TickmarkAllocator

/// Reads the machine's description from the system.
public enum MachineProbe {
  /// The fingerprint as it is now; `loadAfter` equals `loadBefore` until the run ends.
  public static func fingerprint() -> MachineFingerprint {
    let processor = field("model name", in: "/proc/cpuinfo") ?? "unknown processor"
    let family = field("cpu family", in: "/proc/cpuinfo") ?? "x"
    let model = field("model", in: "/proc/cpuinfo") ?? "x"
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let load = loadAverage()
    return MachineFingerprint(
      class: machineClass(processor: processor, family: family, model: model, cores: cores),
      cpu: "\(processor), family \(family), model \(model)", cores: cores,
      memoryBytes: Int(ProcessInfo.processInfo.physicalMemory), kernel: kernel(), governor: governor(),
      allocator: Allocator.name, instructionSet: InstructionSet.built.name, toolchain: toolchain,
      loadBefore: load, loadAfter: load, stealFraction: nil)
  }

  /// `AMD EPYC`, family 26, model 2, 2 cores → `amd-epyc-f26m2-2c`: names repeat across generations, families do not.
  public static func machineClass(processor: String, family: String, model: String, cores: Int) -> String {
    let words = processor.lowercased().prefix { $0 != "@" }
      .split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      .filter { !["r", "tm", "cpu", "processor", "core"].contains($0) }
    return (words.prefix(4).map(String.init) + ["f\(family)m\(model)", "\(cores)c"]).joined(separator: "-")
  }

  public static func loadAverage() -> Double {
    let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
    return text.split(separator: " ").first.flatMap { Double($0) } ?? 0
  }

  /// Processor time given to other guests since boot, and all of it, in ticks; nothing where the system does not tell.
  public static func steal() -> (stolen: Double, total: Double)? {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first
    else { return nil }
    let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard ticks.count >= 8 else { return nil }
    return (ticks[7], ticks.prefix(8).reduce(0, +))
  }

  private static var toolchain: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }

  private static func kernel() -> String {
    let text = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
    return "Linux \(text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown")"
  }

  private static func governor() -> String {
    let path = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
  }

  private static func field(_ name: String, in path: String) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name {
        return parts[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return nil
  }
}

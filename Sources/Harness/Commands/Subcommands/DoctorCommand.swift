import ArgumentParser
import Foundation
import TickmarkAgreement
import TickmarkMeasurement
import TickmarkStatistics

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Tell whether this machine is fit to measure on, and what to do where it is not.")

  func run() throws {
    var lines: [String] = []
    var warnings = 0
    for finding in Self.findings() {
      if finding.advice != nil { warnings += 1 }
      let mark = finding.advice == nil ? "ok  " : "warn"
      lines.append("\(mark) \(finding.fact)\(finding.advice.map { "; \($0)" } ?? "")")
    }
    lines.append(
      warnings == 0 ? "fit to measure on" : "\(warnings) warnings: expect wider intervals, not wrong verdicts")
    try StandardOutput.write(lines.joined(separator: "\n") + "\n")
  }

  struct Finding {
    let fact: String
    /// What to do; nothing where all is well.
    let advice: String?
  }

  static func findings() -> [Finding] {
    let machine = MachineProbe.fingerprint()
    let noise = pairedNoise()
    let resolution = Clock.resolution()
    return [
      Finding(fact: "\(machine.cpu), \(machine.cores) cores, class \(machine.class)", advice: nil),
      Finding(
        fact: "built for \(machine.instructionSet), this processor has \(InstructionSet.supported.name)",
        advice: InstructionSet.built < InstructionSet.supported
          ? "build with TICKMARK_CPU=\(InstructionSet.supported.name) for its speed" : nil),
      Finding(
        fact: "load \(machine.loadBefore)",
        advice: machine.loadBefore > Double(machine.cores) / 2 ? "stop other work while you measure" : nil),
      Finding(
        fact: "frequency governor \(machine.governor)",
        advice: machine.governor == "powersave" ? "set it to performance" : nil),
      Finding(
        fact: "clock steps of \(resolution) ns",
        advice: resolution > 1_000 ? "slices are lengthened to 1,000 steps; runs take longer" : nil),
      Finding(fact: "allocator \(machine.allocator)", advice: nil),
      Finding(
        fact: "the same code twice differs by \(percent(noise)) (deviation of paired slices of 0.2 ms)",
        advice: noise > 0.02 ? "the machine is busy or throttled; try again later" : nil),
    ]
  }

  /// Deviation of the log-ratio of one kernel to itself, slice by slice.
  private static func pairedNoise() -> Double {
    let plan = MeasurementPlan(processes: 2, secondsPerProcess: 0.3)
    let kernel = Operation("noise", elements: 1) {
      Variant("a") { 0 }
    }
    let report = CaseMeasurement(kernel, id: CaseID(suite: "doctor", operation: "noise", size: Size(1)), plan: plan)
      .measure(seed: 1)
    let ratios = PairedLogRatio(a: report.yardsticks[0].wall, b: report.control).logRatios
    return (Dispersion.medianAbsoluteDeviation(of: ratios) ?? 0) * Dispersion.normalScale
  }

  private static func percent(_ fraction: Double) -> String { "\((fraction * 10_000).rounded() / 100) %" }
}

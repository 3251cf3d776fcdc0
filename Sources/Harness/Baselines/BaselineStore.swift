import Foundation

/// The stored baselines: `Baselines/<machine class>/<suite>.json`, one run file a suite.
public struct BaselineStore: Sendable {
  public let root: String

  public init(root: String) { self.root = root }

  public func path(suite: String, machineClass: String) -> String { "\(root)/\(machineClass)/\(suite).json" }

  /// Stores the suites of a run, each in its own file, replacing what was there as a whole.
  ///
  /// - Parameter replacing: accepts that rows which are stored now are not in the run.
  /// - Throws: where the run cannot become a baseline: `.empty`, `.disagreeing`, `.unfit` (a control fired),
  ///   `.wouldLoseRows`; then nothing is written.
  /// - Returns: the paths written.
  public func save(_ run: RunFile, replacing: Bool = false) throws(BaselineError) -> [String] {
    if run.cases.isEmpty { throw .empty }
    for record in run.cases where record.agreement.disagreement != nil {
      throw .disagreeing(case: record.case, variant: record.variant)
    }
    if let fired = run.controls.first(where: \.fired) { throw .unfit(control: fired.case) }
    if !replacing { try refuseLoss(run) }
    var paths: [String] = []
    for suite in Self.suites(of: run) {
      var file = run
      file.cases = run.cases.filter { $0.suite == suite }
      file.controls = run.controls.filter { $0.case.hasPrefix("\(suite)/") }
      file.allocator = run.allocator?.filter { $0.case.hasPrefix("\(suite)/") }
      let path = path(suite: suite, machineClass: run.machine.class)
      let data: Data
      do { data = try file.encoded() } catch { throw .unwritable(path: path, reason: "a number is not finite") }
      try AtomicWrite.write(data, to: path)
      paths.append(path)
    }
    return paths
  }

  private func refuseLoss(_ run: RunFile) throws(BaselineError) {
    let keys = Set(run.cases.map(\.key))
    for suite in Self.suites(of: run) {
      guard let stored = try? load(suite: suite, machineClass: run.machine.class) else { continue }
      let lost = stored.cases.map(\.key).filter { !keys.contains($0) }
      if let first = lost.first { throw .wouldLoseRows(suite: suite, count: lost.count, first: first) }
    }
  }

  /// - Throws: `.missing` where there is none for the suite on the machine class.
  public func load(suite: String, machineClass: String) throws(BaselineError) -> RunFile {
    let path = path(suite: suite, machineClass: machineClass)
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(suite: suite, machineClass: machineClass) }
    return try RunFile.read(path)
  }

  public func remove(suite: String, machineClass: String) throws(BaselineError) {
    let path = path(suite: suite, machineClass: machineClass)
    guard FileManager.default.fileExists(atPath: path) else {
      throw .nothingToRemove(suite: suite, machineClass: machineClass)
    }
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw .unwritable(path: path, reason: AtomicWrite.reason(error))
    }
  }

  /// Every stored baseline, by machine class and suite; damaged ones too.
  public func list() -> [(machineClass: String, suite: String, path: String)] {
    let files = FileManager.default
    let classes = (try? files.contentsOfDirectory(atPath: root))?.sorted() ?? []
    return classes.flatMap { machineClass -> [(machineClass: String, suite: String, path: String)] in
      let names = (try? files.contentsOfDirectory(atPath: "\(root)/\(machineClass)"))?.sorted() ?? []
      return names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.map {
        (machineClass, String($0.dropLast(5)), "\(root)/\(machineClass)/\($0)")
      }
    }
  }

  /// The suites of a run, in the order in which they ran.
  public static func suites(of run: RunFile) -> [String] {
    run.cases.reduce(into: []) { names, record in
      if !names.contains(record.suite) { names.append(record.suite) }
    }
  }
}

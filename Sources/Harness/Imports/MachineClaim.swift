import TickmarkMeasurement

/// Which machine imported numbers are of, and under which class they are stored.
///
/// The class is what was given; else this machine's, as long as the files do not contradict it: results are mostly imported
/// by the job that measured them, and most tools say nothing of the machine. A file that tells another processor or another
/// number of cores is of the class that its own words make. A host's name is no contradiction: runners have a new one each day.
struct MachineClaim {
  let machine: MachineFingerprint
  let notes: [String]

  /// - Throws: `.apart` where the files are of several classes.
  init(
    _ files: [(path: String, machine: ForeignMachine)], given: String?, here: MachineFingerprint
  ) throws(ImportError) {
    let told = files.map { Self.class(of: $0.machine, here: here) }
    if given == nil, let other = told.indices.first(where: { told[$0] != told[0] }) {
      throw .apart(
        what: "machines", first: "'\(files[0].path)' (\(told[0]))", second: "'\(files[other].path)' (\(told[other]))")
    }
    let own = files.first?.machine ?? ForeignMachine()
    let name = given.map(RowNames.suiteName) ?? told.first ?? here.class
    machine = MachineFingerprint(
      class: name, cpu: own.processor ?? "unknown", cores: own.cores ?? 0, memoryBytes: own.memoryBytes ?? 0,
      kernel: own.kernel ?? "unknown", governor: "unknown", allocator: "unknown", instructionSet: "unknown",
      toolchain: own.toolchain ?? "unknown", loadBefore: own.load ?? 0, loadAfter: own.load ?? 0, stealFraction: nil)
    let host = own.host.map { " (the file's host is '\($0)')" } ?? ""
    notes = [
      given != nil
        ? "the machine class was given at the import\(host)"
        : name == here.class
          ? "the machine class is that of the machine that imported: the file does not contradict it\(host)"
          : "the machine class is made of what the file says: it is not the machine that imported\(host)"
    ]
  }

  private static func `class`(of machine: ForeignMachine, here: MachineFingerprint) -> String {
    let isOtherProcessor = machine.processor.map { !here.cpu.hasPrefix($0) } ?? false
    let isOtherCount = machine.cores.map { $0 != here.cores } ?? false
    guard isOtherProcessor || isOtherCount else { return here.class }
    return MachineProbe.machineClass(
      processor: machine.processor ?? "unknown", family: machine.family ?? "x", model: machine.model ?? "x",
      cores: machine.cores ?? 0)
  }
}

import ArgumentParser
import TickmarkBaselines
import TickmarkMeasurement

struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", abstract: "Save, list, show, compare, accept and remove stored runs.",
    subcommands: [Save.self, List.self, Show.self, Diff.self, Accept.self, Remove.self])

  struct Save: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure whole suites and store them for this machine class, or store a run file.")

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var measuring: MeasuringOptions
    @OptionGroup var gating: GatingOptions
    @OptionGroup var flags: FlagOptions
    @OptionGroup var history: HistoryOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Accept that rows which are stored now are not in the run.")
    var replace = false

    @Option(name: .customLong("run"), help: "Store this run file in place of measuring.")
    var runFile: String?

    func validate() throws {
      try gating.refuseJudging(in: "baseline save")
      guard runFile != nil else { return }
      // A run file is stored as a whole, and is in a history already.
      try measuring.refuseBesideRun([
        ("--filter", !selection.filter.isEmpty), ("--quick", selection.quick), ("--flag", !flags.flags.isEmpty),
        ("--history", history.folder != nil),
      ])
    }

    func run() throws {
      _ = try output.destinations()
      let settings = try Settings.load()
      let run = try runFile.map { try RunFile.read($0) } ?? measure(settings)
      let paths = try gating.store(settings).save(run, replacing: replace)
      for path in paths { try StandardOutput.write("\(path)\n") }
      // A run file that is there is in the history already, or comes by 'history add'.
      if runFile == nil { try history.append(run, settings: settings) }
    }

    /// A baseline holds a suite as a whole: a filter chooses suites here.
    private func measure(_ settings: Settings) throws -> RunFile {
      let flags = try flags.apply()
      let chosen = try selection.select(from: Program.current.suites)
      let names = Set(chosen.entries.map(\.suite.name))
      let suites = Program.current.suites.filter { names.contains($0.name) }
      // With a filter, so that what runs on request is part of what was asked for.
      let filters = selection.filter.isEmpty ? [] : names.sorted().map { "\($0)/*" }
      let whole = try Selection(suites: suites, filters: filters, includeLarge: !selection.quick)
      let session = RunSession(
        selection: whole, plan: measuring.plan(quick: selection.quick, settings: settings),
        timeoutSeconds: measuring.timeout ?? settings.timeoutSeconds ?? 300,
        countsInstructions: measuring.instructions, flags: flags)
      return try session.run()
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show which baselines there are.")

    @OptionGroup var gating: GatingOptions

    func run() throws {
      for entry in gating.store(try Settings.load()).list() {
        let line: String
        do {
          let file = try RunFile.read(entry.path)
          line = "\(file.cases.count) rows, \(file.commit.prefix(10))\(file.dirty ? "+" : ""), \(file.started)"
        } catch { line = "\(error)" }
        try StandardOutput.write("\(entry.machineClass)  \(entry.suite)  \(line)\n")
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a stored baseline as JSON.")

    @OptionGroup var gating: GatingOptions
    @Argument(help: "The suite.") var suite: String
    @Option(help: "The machine class; this machine's by default.") var machine: String?

    func run() throws {
      let file = try gating.store(try Settings.load())
        .load(suite: suite, machineClass: machine ?? MachineProbe.fingerprint().class)
      try StandardOutput.write(file.encoded())
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Remove a stored baseline.")

    @OptionGroup var gating: GatingOptions
    @Argument(help: "The suite.") var suite: String
    @Option(help: "The machine class; this machine's by default.") var machine: String?

    func run() throws {
      try gating.store(try Settings.load())
        .remove(suite: suite, machineClass: machine ?? MachineProbe.fingerprint().class)
    }
  }
}

import ArgumentParser
import Foundation
import TickmarkBaselines
import TickmarkImports
import TickmarkMeasurement

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turn another tool's results into a run file, for gate --run, baseline save --run and report.",
    discussion: """
      Formats, found by the content where --from does not say:
      \(ImportFormat.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))
      Times are compared as they are, with a margin of 5 %: the machine's pace is in them.
      """)

  @Argument(help: "Files that the tool wrote, or criterion's folder; several make one run.") var files: [String]

  @Option(help: "The format: \(ImportFormat.all.map(\.name).joined(separator: ", ")).") var from: String?

  @Option(help: "The suite of all rows; by default what the tool files them under, else the file's name.")
  var suite: String?

  @Option(
    help: "The class to store the run under; this machine's by default, unless the file tells of another machine.")
  var machineClass: String?

  @Flag(help: "A row that is in several files is one row, and every file a process of it.") var repeated = false

  @Option(help: "Where the run file goes; '-' is standard output, .tickmark/runs the default.") var output: String?

  func validate() throws {
    for (name, value) in [("--suite", suite), ("--machine-class", machineClass)] {
      if let value, !RunFile.isPlainName(value) {
        throw ValidationError("\(name) '\(value)' is no plain name: no separators, no blanks, no dot in front")
      }
    }
  }

  func run() throws {
    let format = try from.map { name in
      guard let format = ImportFormat.named(name) else {
        throw CommandError.unknownImport(name, known: ImportFormat.all.map(\.name))
      }
      return format
    }
    let git = GitState.current()
    let program = Program.current
    let surroundings = ImportedRun.Surroundings(
      machine: MachineProbe.fingerprint(), commit: git.commit, isDirty: git.isDirty,
      tool: "\(program.name) \(program.version)")
    let run = try ImportedRun(format: format, suite: suite, machineClass: machineClass, isRepeated: repeated)
      .run(files: files, in: surroundings)
    for note in run.notes { Messages.note("note: \(note)") }
    switch output {
    case "-": try StandardOutput.write(run.encoded())
    case let path?:
      try OutputFile.write(run.encoded(), to: path)
      Messages.note("run file: \(path)")
    case nil:
      let path = try RunArchive.keep(run, label: BaselineStore.suites(of: run).first)
      Messages.note("run file: \(path)")
    }
  }
}

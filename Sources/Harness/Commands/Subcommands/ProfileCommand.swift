import ArgumentParser
import TickmarkMeasurement
import TickmarkProfiling
import TickmarkReporting

struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Show where a case spends its time: stacks, flame graph, difference of two.",
    discussion: """
      Runs one variant of one case in a fresh process under perf, once its input is built and its output verified, and \
      writes flamegraph.svg, stacks.folded, profile.speedscope.json and a README.md. Where perf is missing or not \
      permitted, callgrind counts instructions in place of time. The hottest functions go to standard output.

      --before REV       and what has changed since a commit, which is built once and kept
      --against VARIANT  and what another variant of the case spends
      --heap             and which functions ask for memory
      """)

  @Argument(help: "The case: suite/operation/size, or any part that only one has.") var name: String
  @Option(help: "The variant; the reference by default.") var variant: String?
  @Option(help: "Seconds to sample (5).") var seconds = 5.0
  @Option(
    name: .customLong("output"), help: "The profile's folder; .tickmark/profiles/<case>-<variant>-<time> by default.")
  var folder: String?
  @Option(help: "A commit to compare with: a branch, a tag, a hash.") var before: String?
  @Option(help: "A variant of the same case to compare with.") var against: String?
  @Option(help: "perf or callgrind; perf where it works by default.") var tool: String?
  @Flag(help: "Profile allocations, too.") var heap = false
  @Option(help: "Seconds after which a process is given up, beyond --seconds (300).") var timeout: Int?
  @Flag(name: .shortAndLong, help: "Errors and warnings only on standard error.") var quiet = false

  func validate() throws {
    if !(seconds >= 0.05 && seconds <= 3_600) { throw ValidationError("--seconds is 0.05 to 3600") }
    if before != nil, against != nil { throw ValidationError("--before and --against exclude each other") }
    if let timeout, timeout < 1 || timeout > 1_000_000 { throw ValidationError("--timeout is 1 to 1000000") }
    if let tool, Profiler.Tool(rawValue: tool) == nil { throw ValidationError("--tool is perf or callgrind") }
  }

  func run() throws {
    Messages.configure(quiet: quiet, verbose: false)
    let entry = try CaseChoice(name, among: Program.current.suites).entry
    let variant = try Self.chosen(variant ?? entry.variants[0], in: entry)
    let other = try against.map { try Self.chosen($0, in: entry) }
    let folder = folder ?? ProfileSession.folder(for: entry.id, variant: variant)
    try ReportWriter.isReplaceable(folder, ProfileFiles.names)
    let session = ProfileSession(
      seconds: seconds, tool: tool.flatMap(Profiler.Tool.init), heap: heap, timeoutSeconds: timeout ?? 300)
    let opposite =
      try before.map { try ProfileSession.Opposite.commit($0, in: CommitBuild()) } ?? other.map { .variant($0) }
    let made = try session.profile(entry.id, variant: variant, against: opposite)
    let files = try made.texts()
    try ReportWriter.write(files, to: folder, replacing: ProfileFiles.names)
    try StandardOutput.write(ProfileText.table(made.profile))
    Messages.note("profile: \(folder)/README.md")
  }

  private static func chosen(_ name: String, in entry: Selection.Entry) throws(CommandError) -> String {
    guard entry.variants.contains(name) else {
      throw .noSuchVariant(name, case: "\(entry.id)", known: entry.variants)
    }
    return name
  }
}

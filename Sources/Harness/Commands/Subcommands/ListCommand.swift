import ArgumentParser
import TickmarkMeasurement

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show what there is to run: suites, questions, cases and variants.")

  @OptionGroup var selection: SelectionOptions

  func run() throws {
    let chosen = try selection.select(from: Program.current.suites)
    var lines: [String] = []
    var suite = ""
    for entry in chosen.entries {
      if entry.suite.name != suite {
        suite = entry.suite.name
        lines.append("\(suite): \(entry.suite.question)")
      }
      lines.append("  \(entry.id)  \(entry.variants.joined(separator: ", "))")
    }
    try StandardOutput.write(lines.joined(separator: "\n") + "\n")
  }
}

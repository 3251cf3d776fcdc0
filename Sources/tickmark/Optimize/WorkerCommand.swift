import ArgumentParser
import CTickmarkLifetime
import Foundation
import TickmarkCommands
import TickmarkOptimization

struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Evaluate trials that come as JSON lines on standard input.",
    discussion: """
      The first line is a job: {"job": "…"}, as 'optimize' writes it. Each other line is a trial: {"trial": 17, "point": [10, \
      0.5]}. What it comes to is a line on standard output. The worker ends with its input. 'optimize' starts as many as \
      --n-jobs says; documentation/optimization.md has the messages, for whoever starts them elsewhere.
      """)

  @Option(help: ArgumentHelp("End with this process; 'optimize' gives its own.", visibility: .hidden))
  var parent: Int32?

  func run() throws {
    if let parent, tickmark_end_with_parent(parent) == 0 { return }
    // A terminal's Ctrl-C goes to the workers too: the runner decides when they end.
    try Interruption.awaiting { try WorkerLoop().run { try WorkerJob($0).prepare() } }
  }
}

import ArgumentParser
import CTickmarkLifetime
import Foundation
import TickmarkMeasurement

/// Keeps a core busy, and its caches too, until the parent ends.
struct SpinCommand: ParsableCommand {
  static let name = "spin"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Keep a core busy for a parent process.", shouldDisplay: false)

  @Argument var parent: Int32

  func run() {
    guard tickmark_end_with_parent(parent) != 0 else { return }
    // The harness's own handler would say that a run was interrupted.
    signal(SIGTERM, SIG_DFL)
    let kernels = [Yardstick.Kind.arithmetic, .cache].map { Yardstick($0) }
    while true {
      for kernel in kernels { kernel.repeated(1_000) }
    }
  }
}

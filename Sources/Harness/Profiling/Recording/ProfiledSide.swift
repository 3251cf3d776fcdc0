package import Foundation
package import TickmarkMeasurement

/// One program, one variant of one case: what a recorder starts.
package struct ProfiledSide: Sendable {
  package var id: CaseID
  package var variant: String
  package var executable: URL
  package var build: String
  /// Subcommands that lead the executable to `SliceServer`, `SingleCall` and `HeapCall`.
  package var subcommands: Subcommands
  package var timeoutSeconds: Int

  package struct Subcommands: Sendable {
    package var slices: String
    package var call: String
    package var heap: String

    package init(slices: String, call: String, heap: String) {
      self.slices = slices
      self.call = call
      self.heap = heap
    }
  }

  package init(
    id: CaseID, variant: String, executable: URL, build: String, subcommands: Subcommands, timeoutSeconds: Int
  ) {
    self.id = id
    self.variant = variant
    self.executable = executable
    self.build = build
    self.subcommands = subcommands
    self.timeoutSeconds = timeoutSeconds
  }

  /// The program's file as recorders name it.
  var path: String { executable.resolvingSymlinksInPath().path }
}

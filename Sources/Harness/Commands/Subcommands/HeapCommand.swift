import ArgumentParser
import TickmarkMeasurement

/// What allocations are profiled in: calls one variant while the allocator notes who asks for memory.
struct HeapCommand: ParsableCommand {
  static let name = "heap"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Call one variant under the allocator's profiler for a parent process.",
    shouldDisplay: false)

  @Argument var request: String

  func run() throws { try HeapCall.perform(request, operation: Program.current.operation) }
}

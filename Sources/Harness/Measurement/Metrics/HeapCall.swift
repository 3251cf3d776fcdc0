import CTickmarkLifetime
import Foundation
import Glibc
import TickmarkAllocator

/// One call of one variant while the allocator notes which stacks ask for memory.
package enum HeapCall {
  package struct Request: Codable, Sendable {
    package var id: CaseID
    package var variant: String
    /// Where the allocator writes what it noted.
    package var path: String
    package var parent = ProcessInfo.processInfo.processIdentifier

    package init(id: CaseID, variant: String, path: String) {
      self.id = id
      self.variant = variant
      self.path = path
    }
  }

  /// What the call asked for, by counters that miss nothing on the calling thread.
  package struct Answer: Codable, Sendable, Equatable {
    package var allocations: Int
    package var bytes: Int
    /// Bytes to a stack on average; at 1 every allocation was noted.
    package var period: Int
    /// Why nothing was noted.
    package var refusal: String?

    package init(allocations: Int = 0, bytes: Int = 0, period: Int = 1, refusal: String? = nil) {
      self.allocations = allocations
      self.bytes = bytes
      self.period = period
      self.refusal = refusal
    }
  }

  /// What the child's `MALLOC_CONF` must hold: memory that is given back within the call is noted, too.
  ///
  /// It starts at the shortest period: until its first note a thread keeps the period that it was born with.
  package static let configuration = HeapProfile.configuration + ",prof_accum:true,lg_prof_sample:0"
  /// Up to here every allocation is noted. jemalloc gives each that it notes pages of its own, so that more would swell.
  static let exactLimit = 20_000

  /// In the child: builds the input, calls twice to warm up and to count, once more with the profiler on.
  package static func perform(_ request: String, operation: (CaseID) throws -> Operation?) throws {
    let request = try JSONDecoder().decode(Request.self, from: Data(request.utf8))
    guard tickmark_end_with_parent(request.parent) != 0 else { exit(EXIT_FAILURE) }
    // What a suite prints must not end up in the answer.
    let output = dup(STDOUT_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    let answer = try answer(request, operation)
    try FileHandle(fileDescriptor: output, closeOnDealloc: true).write(contentsOf: JSONEncoder().encode(answer))
  }

  private static func answer(_ request: Request, _ operation: (CaseID) throws -> Operation?) throws -> Answer {
    guard let variant = try operation(request.id)?.variants.first(where: { $0.name == request.variant }) else {
      return Answer(refusal: "absent")
    }
    let run = variant.body.run
    run(1)
    guard let count = AllocationCounters.record({ run(1) }) else {
      return Answer(refusal: "\(AllocatorError.notCounting)")
    }
    let logPeriod = logPeriod(allocations: count.allocations, bytes: count.allocatedBytes)
    do {
      try HeapProfile.restart(logPeriod: logPeriod)
      try HeapProfile.switchOn()
      measuredCall(run)
      try HeapProfile.switchOn(false)
      try HeapProfile.write(to: request.path)
    } catch { return Answer(refusal: "\(error)") }
    return Answer(allocations: count.allocations, bytes: count.allocatedBytes, period: 1 << logPeriod)
  }

  /// The shortest period at which about `exactLimit` allocations are noted at most.
  static func logPeriod(allocations: Int, bytes: Int) -> Int {
    guard allocations > exactLimit, bytes > 0 else { return 0 }
    let wanted = max(1, bytes / exactLimit)
    return min(40, Int.bitWidth - (wanted - 1).leadingZeroBitCount)
  }
}

import Synchronization
import Testing
import TickmarkMemory
import TickmarkParallel

@Suite struct WorkerTeamTests {
  @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 1_000]) func `every part is done once`(size: Int, parts: Int) {
    let team = WorkerTeam(size: size)
    var done = AlignedBuffer<Int32>(count: parts, repeating: 0)
    done.withDisjointParts(of: min(parts, 1)) { done in
      team.perform(parts: parts, reading: done) { part, done in done.fill(part) { $0[0] += 1 } }
    }
    #expect((0..<parts).allSatisfy { done[$0] == 1 })
  }

  @Test func `a team does one job after the other`() {
    let team = WorkerTeam(size: 3)
    let sum = Tally()
    for _ in 0..<2_000 { team.perform(parts: 5, reading: sum) { part, sum in sum.value.wrappingAdd(part, ordering: .relaxed) } }
    #expect(sum.value.load(ordering: .relaxed) == 20_000)
  }

  @Test func `a job inside a job is done too`() {
    let team = WorkerTeam(size: 2)
    let sum = Tally()
    team.perform(parts: 4, reading: sum) { _, sum in
      team.perform(parts: 3, reading: sum) { _, sum in sum.value.wrappingAdd(1, ordering: .relaxed) }
    }
    #expect(sum.value.load(ordering: .relaxed) == 12)
  }

  @Test func `two callers at once both get their work done`() async {
    let team = WorkerTeam(size: 2)
    let sum = Tally()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<500 {
            team.perform(parts: 4, reading: sum) { _, sum in sum.value.wrappingAdd(1, ordering: .relaxed) }
          }
        }
      }
    }
    #expect(sum.value.load(ordering: .relaxed) == 4_000)
  }

  @Test func `more than one thread takes part`() {
    let team = WorkerTeam(size: 2)
    let meeting = Tally()
    // Each part waits for the other: with one thread this would never end.
    team.perform(parts: 2, reading: meeting) { _, meeting in
      meeting.value.wrappingAdd(1, ordering: .acquiringAndReleasing)
      while meeting.value.load(ordering: .acquiring) < 2 {}
    }
    #expect(meeting.value.load(ordering: .relaxed) == 2)
  }

  @Test(arguments: [1, 2, 5]) func `the last part of a buffer may be shorter`(length: Int) {
    var buffer = AlignedBuffer<Int>(count: 7, repeating: 0)
    buffer.withDisjointParts(of: length) { parts in
      #expect(parts.parts == (7 + length - 1) / length)
      for part in 0..<parts.parts { parts.fill(part) { span in for index in span.indices { span[index] = part } } }
    }
    #expect((0..<7).allSatisfy { buffer[$0] == $0 / length })
  }
}

/// A counter that threads share.
private final class Tally: Sendable {
  let value = Atomic(0)
}

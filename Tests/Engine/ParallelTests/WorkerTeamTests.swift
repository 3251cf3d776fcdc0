import Synchronization
import Testing
import TickmarkMemory
import TickmarkParallel

@Suite struct WorkerTeamTests {
  @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 1_000]) func `every part is done once`(size: Int, parts: Int) {
    let team = WorkerTeam(size: size)
    var done = AlignedBuffer<Int32>(count: parts, repeating: 0)
    done.withDisjointParts(of: min(parts, 1)) { team.perform(Marks(done: $0), parts: parts) }
    #expect((0..<parts).allSatisfy { done[$0] == 1 })
  }

  @Test func `a team does one job after the other`() {
    let team = WorkerTeam(size: 3)
    let sum = Tally()
    for _ in 0..<2_000 { team.perform(Sum(tally: sum), parts: 5) }
    #expect(sum.value == 20_000)
  }

  @Test func `a job inside a job is done too`() {
    let team = WorkerTeam(size: 2)
    let sum = Tally()
    team.perform(Nested(team: team, tally: sum), parts: 4)
    #expect(sum.value == 4 * (0 + 1 + 2))
  }

  @Test func `two callers at once both get their work done`() async {
    let team = WorkerTeam(size: 2)
    let sum = Tally()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask { for _ in 0..<500 { team.perform(Sum(tally: sum), parts: 4) } }
      }
    }
    #expect(sum.value == 6_000)
  }

  @Test func `more than one thread takes part, each under its own number`() {
    let team = WorkerTeam(size: 2)
    let arrivals = Tally()
    let workers = Tally()
    // Each part waits for the other: with one thread this would never end.
    team.perform(Meeting(arrivals: arrivals, workers: workers), parts: 2)
    #expect(workers.value == 0b11)
  }

  @Test func `one worker does all parts in their order`() {
    let team = WorkerTeam(size: 4)
    let digits = Tally()
    team.perform(Digits(tally: digits), parts: 5, workers: 1)
    #expect(digits.value == 1_234)
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

/// A number that threads share.
private final class Tally: Sendable {
  private let number = Atomic(0)

  var value: Int { number.load(ordering: .acquiring) }

  func add(_ amount: Int) { number.wrappingAdd(amount, ordering: .acquiringAndReleasing) }
}

private struct Marks: PartedJob {
  let done: DisjointParts<Int32>
  func run(part: Int, worker: Int) { done.fill(part) { $0[0] += 1 } }
}

private struct Sum: PartedJob {
  let tally: Tally
  func run(part: Int, worker: Int) { tally.add(part) }
}

private struct Nested: PartedJob {
  let team: WorkerTeam
  let tally: Tally
  func run(part: Int, worker: Int) { team.perform(Sum(tally: tally), parts: 3) }
}

private struct Meeting: PartedJob {
  let arrivals: Tally
  let workers: Tally
  func run(part: Int, worker: Int) {
    workers.add(1 << worker)
    arrivals.add(1)
    while arrivals.value < 2 {}
  }
}

private struct Digits: PartedJob {
  let tally: Tally
  func run(part: Int, worker: Int) { tally.add(9 * tally.value + part) }
}

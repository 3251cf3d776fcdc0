import Dispatch
import Synchronization
import Testing

@testable import TickmarkMemory

@Suite struct ReadMostlyCellsTests {
  /// Two words that are equal whenever nobody changes them.
  private struct Pair: ~Copyable, Sendable {
    var first = 0
    var second = 0
  }

  @Test func `readers never see half of a change, and no change is lost`() {
    let cells = ReadMostlyCells<Pair>(count: 3) { _ in Pair() }
    let torn = Atomic(0)
    let read = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      for step in 0..<2_000 {
        let index = step % 3
        if step % 10 == thread {
          cells.change(index) { pair in
            pair.first += 1
            pair.second += 1
          }
        } else {
          let isWhole = cells.read(index, isCounted: true) { $0.first == $0.second }
          read.wrappingAdd(1, ordering: .relaxed)
          if !isWhole { torn.wrappingAdd(1, ordering: .relaxed) }
        }
      }
    }
    #expect(torn.load(ordering: .relaxed) == 0)
    let changes = (0..<3).reduce(0) { $0 + cells.read($1) { $0.first } }
    #expect(changes == 4 * 200)
    #expect((0..<3).reduce(0) { $0 + cells.reads($1) } == read.load(ordering: .relaxed))
  }

  @Test func `a reader that comes during a change waits for it, and is counted`() {
    let cells = ReadMostlyCells<Pair>(count: 1) { _ in Pair() }
    let isChanging = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      cells.change(0) { pair in
        pair.first = 1
        isChanging.signal()
        // Long enough for the reader to come in between.
        let end = DispatchTime.now().uptimeNanoseconds + 20_000_000
        while DispatchTime.now().uptimeNanoseconds < end {}
        pair.second = 1
      }
    }
    isChanging.wait()
    #expect(cells.read(0, isCounted: true) { $0.first == 1 && $0.second == 1 })
    #expect(cells.reads(0) == 1 && cells.read(0) { $0.second } == 1 && cells.reads(0) == 1)
  }

  @Test func `each value is its own and goes with the cells`() {
    final class Mourned: Sendable {}
    weak var last: Mourned?
    do {
      let values = (0..<5).map { _ in Mourned() }
      last = values[4]
      let cells = ReadMostlyCells<Mourned>(count: 5) { values[$0] }
      for index in 0..<5 {
        let isTheOne = cells.read(index) { $0 === values[index] }
        #expect(isTheOne)
      }
    }
    #expect(last == nil)
  }

  @Test func `a counter stops at its most and survives a change of their number`() {
    var counters = AtomicBytes(count: 2)
    for _ in 0..<5 { counters.count(1, upTo: 3) }
    #expect(counters[0] == 0 && counters[1] == 3)
    counters.resize(to: 100)
    #expect(counters[1] == 3 && (2..<100).allSatisfy { counters[$0] == 0 } && counters.heldBytes >= 100)
    counters[99] = 7
    counters.resize(to: 1)
    #expect(counters.count == 1 && counters[0] == 0)
  }

  @Test func `cells of one lock each are each their own`() {
    let cells = SeparateCells<Mutex<Int>>(count: 4) { Mutex($0) }
    for index in 0..<4 { cells.with(index) { cell in cell.withLock { $0 += 10 } } }
    #expect((0..<4).map { index in cells.with(index) { cell in cell.withLock { $0 } } } == [10, 11, 12, 13])
  }

  @Test func `a column holds what the allocator keeps, a mapped one what is mapped`() throws {
    let small = Column([UInt8](repeating: 1, count: 100), placeholder: 0)
    let large = Column([UInt8](repeating: 1, count: 5_000_000), placeholder: 0)
    #expect(small.heldBytes >= 100 && small.heldBytes < 400)
    #expect(large.heldBytes >= 5_000_000 && large.heldBytes <= 6_300_000)
    #expect(large.slice(0..<1).heldBytes == large.heldBytes)
  }
}

import Foundation
import Synchronization
import TickmarkFrames
import TickmarkMeasurement
import TickmarkStore

/// Threads that ask one store for last closes, each on a connection of its own, and somebody who stores meanwhile.
final class ReadersBench {
  /// Of all readers together, whatever their number.
  let queries: Int
  private(set) var sum = 0.0
  /// Those that are asked for, and as many others that come meanwhile.
  private let market: LazyMarket
  private let symbols: Int
  private lazy var folder = expectingNoFault { try ScratchFolder() }
  private lazy var store = made()

  /// Closes that one reader asks for on one state of the store, as in a call of `store/latest`: a reader that begins anew after a
  /// commit has lost its cache.
  private static let visit = 1_000

  init(_ size: Size) {
    market = LazyMarket(Size(size.rows, 2 * size.columns))
    symbols = size.columns
    queries = size.count < 10_000 ? 20_000 : 400_000
  }

  func ask(readers: Int) {
    let visits = queries / Self.visit
    let next = Counter()
    let total = Mutex(0.0)
    let (store, symbols) = (store, symbols)
    inThreads(readers) {
      var codes = [Int32](repeating: 1, count: Self.visit)
      var closes = [DatedClose](repeating: DatedClose(), count: Self.visit)
      var mine = 0.0
      while let visit = next.take(below: visits) {
        for place in codes.indices { codes[place] = Int32((visit * Self.visit + place) * 7_919 % symbols) + 1 }
        expectingNoFault { try store.latest(codes, into: &closes) }
        // Whole numbers: their sum does not depend on who asked when.
        for close in closes where !close.close.isNaN { mine += Double(close.day) + (close.close * 100).rounded() }
      }
      total.withLock { $0 += mine }
    }
    sum = total.withLock { $0 }
  }

  /// - Parameter nice: how much the load's thread stands back behind others, as `nice` counts.
  func askWhileLoading(readers: Int, nice: Int32) {
    let isOver = Flag()
    let writer = Writer(store, half(1), nice: nice, until: isOver)
    writer.start()
    ask(readers: readers)
    isOver.set()
    writer.wait()
  }

  private func made() -> Store {
    expectingNoFault {
      var settings = StoreSettings()
      settings.readers = 50
      settings.cacheBytes = 2 << 20
      let store = try Store(folder.file("readers.db"), access: .creating, settings: settings)
      try store.insert(half(0))
      return store
    }
  }

  private func half(_ number: Int) -> Frame {
    let names = market.frame.symbols[(number * symbols)..<((number + 1) * symbols)]
    return market.frame.slice.slice(symbols: Set(names)).copied()
  }

  private func inThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let ended = DispatchGroup()
    for _ in 0..<count {
      ended.enter()
      let thread = Thread {
        body()
        ended.leave()
      }
      thread.start()
    }
    ended.wait()
  }
}

/// Stores a market again and again, in durable batches, on a thread of its own.
private final class Writer: Sendable {
  private let store: Store
  private let frame: Frame
  private let isOver: Flag
  private let ended = DispatchSemaphore(value: 0)
  private let begun = DispatchSemaphore(value: 0)

  private let nice: Int32

  init(_ store: Store, _ frame: Frame, nice: Int32, until isOver: Flag) {
    (self.store, self.frame, self.nice, self.isOver) = (store, frame, nice, isOver)
  }

  /// Returns with the first batch stored.
  func start() {
    let thread = Thread { [self] in
      // Of this thread alone, as Linux has it. A store's batches are written by the thread that hands them over.
      setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, nice)
      expectingNoFault {
        repeat {
          try store.insert(frame) { stored in
            begun.signal()
            return !isOver.isSet
          }
        } while !isOver.isSet
      }
      ended.signal()
    }
    thread.start()
    begun.wait()
  }

  func wait() { ended.wait() }
}

private final class Counter: Sendable {
  private let next = Atomic<Int>(0)
  func take(below end: Int) -> Int? {
    let number = next.add(1, ordering: .relaxed).oldValue
    return number < end ? number : nil
  }
}

private final class Flag: Sendable {
  private let value = Atomic<Bool>(false)
  var isSet: Bool { value.load(ordering: .acquiring) }
  func set() { value.store(true, ordering: .releasing) }
}

import Synchronization
import Testing
import TickmarkMemory

/// A few threads that take, hand over and give back at random, on one pool that is always nearly empty.
@Suite struct PoolStressTests {
  static let threads = 4
  static let steps = 20_000
  static let handovers = 1_000

  /// Who took a slot, for what: two words that a second owner of the slot would not write alike.
  private struct Mark: BitwiseCopyable, Sendable {
    let owner: UInt64
    let inverse: UInt64
    init(_ owner: UInt64) {
      self.owner = owner
      inverse = ~owner
    }
  }

  @Test(arguments: [(seed: 1 as UInt64, shards: 1), (2, 2), (3, 8)])
  func `every slot has one owner at a time, and all are back at the end`(seed: UInt64, shards: Int) {
    let pool = Pool<Mark>(capacity: 48, shards: shards)
    let handedOver = Locked(LeaseBook<Mark>(places: 16))
    let out = Atomic(0)
    let damaged = Atomic(0)
    let most = Atomic(0)
    onThreads(Self.threads) { thread in
      var random = Random(seed: seed &* 1_000 &+ UInt64(thread))
      var book = LeaseBook<Mark>(places: 16)
      var marks = [UInt64](repeating: 0, count: 16)
      /// Some through a share, some not, so that slots come back to shares, to lists and from other threads.
      func steps(_ lease: (Mark) -> Lease<Mark>?) {
        for step in 0..<Self.steps / 10 {
          let place = Int(random.next() % 16)
          if let mark = book.value(at: place) {
            let isMine = mark.owner == marks[place] && mark.inverse == ~mark.owner
            if !isMine { damaged.add(1, ordering: .relaxed) }
            // Every fourth goes by way of another thread.
            let slot = Int(random.next() % 64)
            let isHandedOver = slot < 16
            let isOneLess =
              !isHandedOver
              || handedOver.withLock { others in
                let isReplaced = others.value(at: slot) != nil
                others.put(book.take(at: place), at: slot)
                return isReplaced
              }
            book.put(nil, at: place)
            if isOneLess { out.subtract(1, ordering: .relaxed) }
          } else {
            let mark = UInt64(thread) << 32 | UInt64(step) << 8 | UInt64(place)
            if let lease = lease(Mark(mark)) {
              marks[place] = mark
              book.put(lease, at: place)
              most.max(out.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
            }
          }
        }
      }
      for _ in 0..<5 {
        steps { pool.lease($0) }
        pool.withShare(of: 4) { share in steps { share.lease($0) } }
      }
    }
    handedOver.withLock { $0 = LeaseBook(places: 0) }
    #expect(damaged.load(ordering: .relaxed) == 0)
    #expect(pool.available == 48)
    // It was worth it: the pool was short at times.
    #expect(most.load(ordering: .relaxed) > 40)
  }

  /// A lease given back elsewhere than it was taken: one thread only takes, the other only lets go.
  @Test(arguments: [1, 2]) func `a lease may be given back on another thread`(shards: Int) {
    let pool = Pool<Int>(capacity: 8, shards: shards)
    let queue = Locked(LeaseBook<Int>(places: 8))
    let received = Atomic(0)
    onThreads(2) { thread in
      for index in 1...Self.handovers {
        let place = index % 8
        var isDone = false
        while !isDone {
          isDone = queue.withLock { queue in
            guard thread == 0 else {
              guard let lease = queue.take(at: place) else { return false }
              received.add(lease.value, ordering: .relaxed)
              return true
            }
            guard queue.value(at: place) == nil, let lease = pool.lease(index) else { return false }
            queue.put(lease, at: place)
            return true
          }
        }
      }
    }
    #expect(received.load(ordering: .relaxed) == Self.handovers * (Self.handovers + 1) / 2)
    #expect(pool.available == 8)
  }

  @Test func `only an empty pool refuses, however slots change hands`() {
    // Each of two threads has at most one out of three, so there is always a free one.
    let pool = Pool<Int>(capacity: 3, shards: 2)
    let refused = Atomic(0)
    onThreads(2) { _ in
      for index in 0..<Self.steps where pool.lease(index) == nil { refused.add(1, ordering: .relaxed) }
    }
    #expect(refused.load(ordering: .relaxed) == 0)
  }
}

/// SplitMix64, so that a seed gives the same choices again.
private struct Random {
  var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}

import Testing
import TickmarkMemory

@Suite struct ShareTests {
  @Test func `a share hands out the whole pool and no more`() {
    let pool = Pool<Int>(capacity: 5, shards: 2)
    pool.withShare(of: 2) { share in
      var book = LeaseBook<Int>(places: 5)
      for place in 0..<5 { book.put(share.lease(place), at: place) }
      let values = (0..<5).map { book.value(at: $0) }
      #expect(values == [0, 1, 2, 3, 4])
      let isEmpty = share.lease(5) == nil
      #expect(isEmpty)
    }
    #expect(pool.available == 5)
  }

  @Test func `what idles in a share is out for others, and back when it ends`() throws {
    let pool = Pool<Int>(capacity: 3)
    let kept = pool.withShare(of: 2) { share -> LeaseBook<Int> in
      var book = LeaseBook<Int>(places: 4)
      for place in 0..<3 { book.put(share.lease(place), at: place) }
      for place in 0..<3 { book.put(nil, at: place) }
      // Two idle in the share, which keeps no more.
      #expect(pool.available == 1)
      for place in 0..<3 { book.put(share.lease(place), at: place) }
      #expect(pool.available == 0)
      return book
    }
    // Its leases outlive it.
    #expect(kept.value(at: 2) == 2)
    #expect(pool.available == 0)
    _ = consume kept
    #expect(pool.available == 3)
  }

  @Test func `a share that ends on a throw leaves nothing behind`() {
    struct Stop: Error {}
    let pool = Pool<Int>(capacity: 4)
    #expect(throws: Stop.self) {
      try pool.withShare(of: 4) { share in
        let lease = share.lease(1)
        if lease != nil { throw Stop() }
      }
    }
    #expect(pool.available == 4)
  }

  @Test func `shares beyond the records work, and keep nothing`() {
    let pool = Pool<Int>(capacity: 4, shards: 1)
    // Two records a shard.
    pool.withShare(of: 1) { _ in
      pool.withShare(of: 1) { _ in
        pool.withShare(of: 1) { third in
          let value = third.lease(7)?.value
          #expect(value == 7)
          #expect(pool.available == 4)
        }
      }
    }
    #expect(pool.available == 4)
  }
}

import Testing

@testable import TickmarkMemory

// That a lease gives back exactly once needs no test: it cannot be copied, and neither of these compiles.
//
//     lease.release(); print(lease.value)     // 'lease' used after consume
//     keep(lease); lease.value = 1            // 'lease' used after consume
@Suite struct PoolTests {
  private struct Stop: Error {}

  @Test func `a lease holds its element and can change it in place`() throws {
    let pool = Pool<OrderRecord>(capacity: 2)
    var lease = try pool.taken(OrderRecord(asset: 3, day: 4, quantity: 100))
    lease.value.open -= 60
    #expect(lease.value.open == 40)
    #expect(lease.value.quantity == 100)
  }

  @Test(arguments: [1, 2, 3, 17, 1_000], [1, 2, 8]) func `exactly the capacity can be out`(capacity: Int, shards: Int) {
    let pool = Pool<Int>(capacity: capacity, shards: shards)
    var book = LeaseBook<Int>(places: capacity)
    for place in 0..<capacity {
      book.put(pool.lease(place), at: place)
      #expect(book.value(at: place) == place)
    }
    #expect(pool.available == 0)
    let refused = pool.lease(-1) == nil
    #expect(refused)
    book.put(nil, at: capacity / 2)
    #expect(pool.available == 1)
    book.put(pool.lease(-1), at: capacity / 2)
    let values = (0..<capacity).map { book.value(at: $0) }
    #expect(values == (0..<capacity).map { $0 == capacity / 2 ? -1 : $0 })
  }

  @Test func `a lease is back at the end of its scope, on an early return and on a throw`() throws {
    let pool = Pool<Int>(capacity: 1)
    do {
      let lease = try pool.taken(1)
      #expect(pool.available == 0 && lease.value == 1)
    }
    #expect(pool.available == 1)
    func leave(early: Bool) -> Int {
      guard let lease = pool.lease(2) else { return 0 }
      if early { return 1 }
      return lease.value
    }
    #expect(leave(early: true) == 1 && leave(early: false) == 2)
    #expect(pool.available == 1)
    func fail() throws {
      let lease = pool.lease(3)
      if lease != nil { throw Stop() }
    }
    #expect(throws: Stop.self) { try fail() }
    #expect(pool.available == 1)
  }

  @Test func `a lease that was moved is back where its new owner lets it go`() throws {
    let pool = Pool<Int>(capacity: 2)
    let lease = try pool.taken(1)
    let early = try pool.taken(2)
    func end(_ lease: consuming Lease<Int>) -> Int { lease.value }
    #expect(end(lease) == 1)
    #expect(pool.available == 1)
    early.release()
    #expect(pool.available == 2)
  }

  @Test func `a lease may outlive the pool`() throws {
    var pool: Pool<Int>? = Pool(capacity: 3)
    var first = pool?.lease(1)
    let second = pool?.lease(2)
    weak let watched = pool
    pool = nil
    #expect(watched == nil)
    first?.value += 41
    let values = [first?.value, second?.value]
    #expect(values == [42, 2])
  }

  @Test func `a pool without capacity stops the process`() async {
    await #expect(processExitsWith: .failure) { _ = Pool<Int>(capacity: 0) }
  }

  @Test func `a book gives back what it still holds`() {
    let pool = Pool<Int>(capacity: 3)
    do {
      var book = LeaseBook<Int>(places: 3)
      book.put(pool.lease(1), at: 0)
      book.put(pool.lease(2), at: 2)
      book.put(pool.lease(3), at: 2)
      #expect(pool.available == 1)
      #expect(book.value(at: 1) == nil)
    }
    #expect(pool.available == 3)
  }
}

private struct Exhausted: Error {}

extension Pool {
  /// A lease, where a test knows that there is one.
  func taken(_ element: Element) throws -> Lease<Element> {
    guard let lease = lease(element) else { throw Exhausted() }
    return lease
  }
}

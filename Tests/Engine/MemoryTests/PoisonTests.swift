import Testing

@testable import TickmarkMemory

#if DEBUG
  @Suite struct PoisonTests {
    @Test func `a stale read is recognised`() throws {
      let pool = Pool<OrderRecord>(capacity: 1)
      let lease = try pool.taken(OrderRecord(asset: 1, day: 2, quantity: 3))
      let place = pool.memory.pointee.element(lease.slot)
      #expect(place.pointee.quantity == 3)
      #expect(!Poison.isPoison(lease.value))
      lease.release()
      let stale = place.pointee
      #expect(Poison.isPoison(stale))
      #expect(stale.asset == -606_348_325 && stale.quantity < -1e134)
    }

    @Test func `memory that was written to after it was given back stops the process`() async {
      await #expect(processExitsWith: .failure) {
        let pool = Pool<Int>(capacity: 1)
        let lease = try pool.taken(1)
        let place = pool.memory.pointee.element(lease.slot)
        lease.release()
        place.pointee = 2
        _ = pool.lease(3)
      }
    }
  }
#endif

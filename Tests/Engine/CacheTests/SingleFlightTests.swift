import Foundation
import Synchronization
import Testing

@testable import TickmarkCache

@Suite(.timeLimit(.minutes(20))) struct SingleFlightTests {
  private struct Broken: Error, Equatable { let number: Int }

  private let cache: TieredCache
  init() throws { cache = try TieredCache() }

  /// Runs `body` on so many threads of their own, and waits for all.
  private func together(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let ended = DispatchSemaphore(value: 0)
    for index in 0..<count {
      Thread {
        body(index)
        ended.signal()
      }.start()
    }
    for _ in 0..<count { ended.wait() }
  }

  /// Until so many threads wait for somebody's computation.
  private func untilWaiting(_ count: Int) {
    while cache.statistics.hot.sharedLoads < count { usleep(200) }
  }

  @Test func `of many that miss one key one computes, and all get its value`() {
    let computed = Atomic(0)
    let values = Mutex<[ObjectIdentifier]>([])
    together(8) { _ in
      let value = try? cache.value(for: key(1)) {
        computed.wrappingAdd(1, ordering: .relaxed)
        untilWaiting(7)
        return Sized(1)
      }
      if let value { values.withLock { $0.append(ObjectIdentifier(value)) } }
    }
    #expect(computed.load(ordering: .relaxed) == 1)
    let all = values.withLock { $0 }
    #expect(all.count == 8 && Set(all).count == 1)
    let hot = cache.statistics.hot
    #expect(hot.loads == 1 && hot.sharedLoads == 7 && hot.misses == 8)
  }

  @Test func `an error reaches everybody who waited, and is not kept`() throws {
    let errors = Mutex<[Broken]>([])
    together(6) { _ in
      do {
        _ = try cache.value(for: key(1)) { () throws -> Sized in
          untilWaiting(5)
          throw Broken(number: 42)
        }
      } catch let error as Broken { errors.withLock { $0.append(error) } } catch {}
    }
    #expect(errors.withLock { $0 } == [Broken](repeating: Broken(number: 42), count: 6))
    #expect(cache.statistics.hot.failedLoads == 1 && cache.statistics.hot.entries == 0)
    #expect(try cache.value(for: key(1)) { Sized(2) }.number == 2)
  }

  @Test func `a value that is not kept reaches everybody who waited`() throws {
    let got = Atomic(0)
    together(4) { _ in
      let value = try? cache.value(for: key(1)) {
        untilWaiting(3)
        return Sized(9, bytes: 1 << 40)
      }
      if value?.number == 9 { got.wrappingAdd(1, ordering: .relaxed) }
    }
    #expect(got.load(ordering: .relaxed) == 4 && cache.statistics.hot.refused == 1)
  }

  @Test func `a computation may ask for other keys`() throws {
    let value = try cache.value(for: key(1)) {
      let inner = try cache.value(for: key(2)) { Sized(20) }
      return Sized(inner.number + 1)
    }
    #expect(value.number == 21 && cache.cached(key(2), as: Sized.self)?.number == 20)
  }

  @Test func `a computation that asks for itself is refused`() throws {
    #expect(throws: CacheError.circular(key: key(1))) {
      _ = try cache.value(for: key(1)) { try cache.value(for: key(1)) { Sized(1) } }
    }
    #expect(throws: CacheError.circular(key: key(1))) {
      _ = try cache.value(for: key(1)) {
        try cache.value(for: key(2)) { try cache.value(for: key(1)) { Sized(1) } }
      }
    }
    // Nothing is left of it.
    #expect(try cache.value(for: key(1)) { Sized(5) }.number == 5)
  }

  @Test func `threads that wait for each other in a circle do not wait forever`() {
    let inside = Atomic(0)
    let circular = Atomic(0)
    let threads = 3
    together(threads) { index in
      do {
        _ = try cache.value(for: key(index)) { () throws -> Sized in
          inside.wrappingAdd(1, ordering: .relaxed)
          while inside.load(ordering: .relaxed) < threads { usleep(200) }
          return try cache.value(for: key((index + 1) % threads)) { Sized(0) }
        }
      } catch is CacheError { circular.wrappingAdd(1, ordering: .relaxed) } catch {}
    }
    // Who closed the circle fails, and with it those who wait for it.
    #expect(circular.load(ordering: .relaxed) == threads)
  }

  @Test func `different keys do not wait for each other`() {
    let inside = Atomic(0)
    together(2) { index in
      _ = try? cache.value(for: key(index)) {
        inside.wrappingAdd(1, ordering: .relaxed)
        while inside.load(ordering: .relaxed) < 2 { usleep(200) }
        return Sized(index)
      }
    }
    #expect(cache.statistics.hot.entries == 2)
  }

  @Test func `who waited for another type computes for itself`() {
    final class Other: Cacheable { var heldBytes: Int { 0 } }
    let got = Atomic(0)
    let isComputing = Atomic(false)
    together(2) { index in
      if index == 0 {
        _ = try? cache.value(for: key(1)) {
          isComputing.store(true, ordering: .relaxed)
          untilWaiting(1)
          return Other()
        }
      } else {
        while !isComputing.load(ordering: .relaxed) { usleep(200) }
        let value = try? cache.value(for: key(1)) { Sized(4) }
        got.wrappingAdd(value?.number ?? 0, ordering: .relaxed)
      }
    }
    #expect(got.load(ordering: .relaxed) == 4)
  }
}

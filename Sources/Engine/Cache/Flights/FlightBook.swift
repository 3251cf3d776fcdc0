import CTickmarkThread
import Synchronization
import TickmarkMemory

/// Which keys are being computed now, and by whom: one computation a key, however many ask.
///
/// A computation may ask for other keys. Where it would wait for one that, through any number of threads, waits for itself,
/// the last to ask gets `CacheError.circular` instead of waiting forever.
final class FlightBook: Sendable {
  private struct Cell: ~Copyable, Sendable {
    // Looked through in turn: there are no more than threads that compute.
    let flights = Mutex<[Booking]>([])
  }

  private struct Booking {
    let key: CacheKey
    let flight: Flight
  }

  enum Seat {
    /// The caller computes and has to call `land`.
    case pilot(Flight)
    case passenger(Flight)
  }

  private let cells = SeparateCells(count: 64) { _ in Cell() }
  /// Which flight each waiting thread waits for.
  private let waiting = Mutex<[UInt: Flight]>([:])

  func board(_ key: CacheKey) -> Seat {
    cells.with(cell(key)) { cell in
      cell.flights.withLock { flights in
        if let booking = flights.first(where: { $0.key == key }) { return .passenger(booking.flight) }
        let flight = Flight(thread: UInt(tickmark_thread()))
        flights.append(Booking(key: key, flight: flight))
        return .pilot(flight)
      }
    }
  }

  func land(_ key: CacheKey, _ flight: Flight, _ outcome: Result<CachedObject, any Error>) {
    cells.with(cell(key)) { cell in
      cell.flights.withLock { flights in
        guard let index = flights.firstIndex(where: { $0.key == key }) else { return }
        flights.swapAt(index, flights.count - 1)
        flights.removeLast()
      }
    }
    flight.land(outcome)
  }

  /// - Throws: `circular`.
  func wait(for flight: Flight, _ key: CacheKey) throws(CacheError) -> Result<CachedObject, any Error> {
    let own = UInt(tickmark_thread())
    let isCircular = waiting.withLock { waiting in
      var next: Flight? = flight
      // A flight that has landed makes nobody wait.
      while let flight = next, flight.outcome == nil {
        if flight.thread == own { return true }
        next = waiting[flight.thread]
      }
      waiting[own] = flight
      return false
    }
    if isCircular { throw .circular(key: key) }
    defer { _ = waiting.withLock { $0.removeValue(forKey: own) } }
    return flight.wait()
  }

  private func cell(_ key: CacheKey) -> Int { Int(truncatingIfNeeded: key.high >> 40) & 63 }
}

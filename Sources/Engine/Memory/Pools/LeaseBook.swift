/// Numbered places for leases, which no array can hold since they cannot be copied.
///
/// One owner; leases that are still here when it goes are given back.
///
/// - Bound: `places`, fixed in `init`.
/// - Complexity: O(1) to put and take; no allocation after `init`.
public struct LeaseBook<Element: BitwiseCopyable & Sendable>: ~Copyable {
  public let places: Int
  @usableFromInline let base: UnsafeMutablePointer<Lease<Element>?>

  /// All places empty.
  ///
  /// - Precondition: `places >= 0`.
  public init(places: Int) {
    precondition(places >= 0, "a book has no negative number of places")
    self.places = places
    base = .allocate(capacity: places)
    for place in 0..<places { (base + place).initialize(to: nil) }
  }

  /// Puts a lease at a place; one that was there is given back.
  @inlinable public mutating func put(_ lease: consuming Lease<Element>?, at place: Int) {
    precondition(place >= 0 && place < places, "a place of the book")
    unsafe seat(place).pointee = lease
  }

  /// Takes the lease from a place and leaves it empty.
  @inlinable public mutating func take(at place: Int) -> Lease<Element>? {
    precondition(place >= 0 && place < places, "a place of the book")
    return unsafe seat(place).pointee.take()
  }

  /// The element leased at a place; nil where there is none.
  @inlinable public func value(at place: Int) -> Element? {
    precondition(place >= 0 && place < places, "a place of the book")
    return switch unsafe base[place] {
    case .some(let lease): lease.value
    case .none: nil
    }
  }

  // A place's address comes from a borrowed book: written in a mutating method, the compiler's instrumentation for the
  // thread sanitizer takes the book itself for an address and gives up.
  @inlinable @inline(__always) func seat(_ place: Int) -> UnsafeMutablePointer<Lease<Element>?> {
    unsafe base + place
  }

  deinit {
    base.deinitialize(count: places)
    base.deallocate()
  }
}

// Sound: the book is the only owner of its memory, and its leases may be given back from any thread.
extension LeaseBook: @unchecked Sendable {}

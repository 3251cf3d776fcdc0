/// Updates that wait, in the order in which they came, in one array that never grows.
struct UpdateRing {
  private var places: ContiguousArray<MarketUpdate>
  private var first = 0
  private(set) var count = 0
  /// The place of each symbol's waiting update that is not complete; −1 for none.
  private var forming: ContiguousArray<Int32>

  /// - Parameter symbols: 0 where updates are never replaced.
  init(capacity: Int, symbols: Int) {
    let empty = MarketUpdate(symbol: 0, time: 0, bar: .init(close: .nan))
    places = ContiguousArray(repeating: empty, count: capacity)
    forming = ContiguousArray(repeating: -1, count: symbols)
  }

  var capacity: Int { places.count }
  var isFull: Bool { count == places.count }

  /// - Precondition: not full.
  mutating func append(_ update: MarketUpdate) {
    let place = (first + count) % places.count
    places[place] = update
    count += 1
    if !forming.isEmpty { forming[Int(update.symbol)] = update.isComplete ? -1 : Int32(place) }
  }

  /// Puts an update in the place of its symbol's waiting one, if that is of a bar that was not complete.
  mutating func replace(with update: MarketUpdate) -> Bool {
    let place = forming[Int(update.symbol)]
    guard place >= 0, places[Int(place)].time == update.time else { return false }
    places[Int(place)] = update
    if update.isComplete { forming[Int(update.symbol)] = -1 }
    return true
  }

  /// - Precondition: not empty.
  mutating func removeFirst() -> MarketUpdate {
    let update = places[first]
    if !forming.isEmpty, forming[Int(update.symbol)] == Int32(first) { forming[Int(update.symbol)] = -1 }
    first = (first + 1) % places.count
    count -= 1
    return update
  }
}

/// Which updates are due when, by an open loop: what is late does not put off what follows.
struct Schedule {
  private let start: Int64
  private let count: Int?
  /// Nanoseconds after the start at which an update should leave; nil: as soon as it is taken.
  private let offset: ((Int) -> Double)?
  private var sent = 0

  /// The most updates that leave together.
  private static let most = 512

  /// - Parameter start: when the first is due; where that is past, all that were due since leave at once.
  init(count: Int?, start: Int64? = nil, offset: ((Int) -> Double)?) {
    self.start = start ?? SteadyClock.now
    self.count = count
    self.offset = offset
  }

  /// The time at which an update should leave, whatever happens.
  func due(_ index: Int) -> Int64 { offset.map { start + Int64($0(index)) } ?? SteadyClock.now }

  /// Waits for the next ones, all that are due by then; nil when all were sent.
  mutating func next() async throws -> Range<Int>? {
    let end = count ?? .max
    guard sent < end else { return nil }
    let first = sent
    if offset != nil { try await SteadyClock.wait(until: due(first)) }
    let now = SteadyClock.now
    sent += 1
    while sent < end, sent - first < Self.most, offset == nil || due(sent) <= now { sent += 1 }
    return first..<sent
  }
}

extension UpdateSource {
  /// Sends updates as a schedule has them.
  func send(
    _ schedule: consuming Schedule, through send: ([MarketUpdate]) async throws -> Void,
    _ update: (_ index: Int, _ due: Int64) -> MarketUpdate
  ) async throws {
    while let range = try await schedule.next() {
      var batch: [MarketUpdate] = []
      batch.reserveCapacity(range.count)
      for index in range { batch.append(update(index, schedule.due(index))) }
      try await send(batch)
    }
  }
}

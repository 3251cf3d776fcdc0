import Synchronization

/// A bounded queue between sources and the one who computes.
///
/// Updates leave in the order in which they came, so the order of each symbol is kept.
///
/// - Bound: `capacity` updates, all allocated at once.
/// - Complexity: O(1) an update, one lock a batch.
public final class UpdateQueue: Sendable {
  private struct State {
    var ring: UpdateRing
    var statistics = QueueStatistics()
    var isFinished = false
    var taker: CheckedContinuation<Void, Never>?
    var senders: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextSender = 0
  }

  public let policy: QueuePolicy
  private let state: Mutex<State>

  /// - Parameter symbols: how many there are; an update's symbol is below that.
  /// - Precondition: `capacity >= 1`.
  public init(capacity: Int, policy: QueuePolicy, symbols: Int) {
    precondition(capacity >= 1, "room for one update")
    self.policy = policy
    state = Mutex(State(ring: UpdateRing(capacity: capacity, symbols: policy == .conflate ? symbols : 0)))
  }

  /// Puts updates behind those that wait; returns once all of them are in.
  ///
  /// - Throws: `CancellationError` where the task was cancelled or the queue finished, with the first of them in.
  public func send(_ updates: [MarketUpdate]) async throws {
    var sent = 0
    while sent < updates.count {
      let (taken, taker) = state.withLock { state -> (Int?, CheckedContinuation<Void, Never>?) in
        guard !state.isFinished else { return (nil, nil) }
        let taken = offer(updates[sent...], &state)
        guard taken > 0 else { return (0, nil) }
        defer { state.taker = nil }
        return (taken, state.taker)
      }
      taker?.resume()
      guard let taken else { throw CancellationError() }
      sent += taken
      if sent < updates.count {
        try Task.checkCancellation()
        await waitForRoom()
      }
    }
  }

  /// Nothing comes any more; what waits can still be taken.
  public func finish() {
    let waiting = state.withLock { state in
      state.isFinished = true
      let waiting = Array(state.senders.values) + [state.taker].compactMap(\.self)
      state.senders.removeAll()
      state.taker = nil
      return waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Waits for updates and moves the oldest of them, up to `limit`, into `batch`, which is emptied first.
  ///
  /// Goes on when its task is cancelled, so that nothing is lost: `finish` ends it.
  ///
  /// - Returns: false once the queue is finished and empty.
  /// - Precondition: one call at a time.
  public func take(into batch: inout [MarketUpdate], upTo limit: Int) async -> Bool {
    batch.removeAll(keepingCapacity: true)
    while true {
      let (isFinished, senders) = state.withLock { state in
        while batch.count < limit, state.ring.count > 0 { batch.append(state.ring.removeFirst()) }
        state.statistics.taken += batch.count
        state.statistics.waiting = state.ring.count
        let senders = batch.isEmpty ? [] : Array(state.senders.values)
        if !senders.isEmpty { state.senders.removeAll() }
        return (state.isFinished, senders)
      }
      for sender in senders { sender.resume() }
      if !batch.isEmpty { return true }
      if isFinished { return false }
      await waitForUpdates()
    }
  }

  public var statistics: QueueStatistics { state.withLock { $0.statistics } }

  /// Takes in as many as the policy has room for.
  private func offer(_ updates: ArraySlice<MarketUpdate>, _ state: inout State) -> Int {
    var taken = 0
    for update in updates {
      if policy == .conflate, state.ring.replace(with: update) {
        state.statistics.conflated += 1
      } else {
        if state.ring.isFull {
          guard policy == .dropOldest else { break }
          let dropped = state.ring.removeFirst()
          state.statistics.dropped += 1
          if dropped.isComplete { state.statistics.droppedBars += 1 }
        }
        state.ring.append(update)
      }
      taken += 1
    }
    state.statistics.offered += taken
    state.statistics.waiting = state.ring.count
    state.statistics.mostWaiting = max(state.statistics.mostWaiting, state.ring.count)
    return taken
  }

  private func waitForRoom() async {
    let number = state.withLock { state in
      state.nextSender += 1
      state.statistics.blocked += 1
      return state.nextSender
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          // Who is cancelled from here on finds it in `senders`.
          guard state.ring.isFull, !state.isFinished, !Task.isCancelled else { return true }
          state.senders[number] = continuation
          return false
        }
        if goesOn { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.senders.removeValue(forKey: number) }?.resume()
    }
  }

  private func waitForUpdates() async {
    await withCheckedContinuation { continuation in
      let goesOn = state.withLock { state in
        guard state.ring.count == 0, !state.isFinished else { return true }
        precondition(state.taker == nil, "one taker at a time")
        state.taker = continuation
        return false
      }
      if goesOn { continuation.resume() }
    }
  }
}

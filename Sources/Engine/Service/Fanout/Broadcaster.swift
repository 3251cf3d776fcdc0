import NIOCore
import Synchronization
import TickmarkStreaming

/// Between the pipeline and the event loops: gathers what was computed, and gives it to every loop's hub, encoded once.
///
/// - Bound: `limit` updates; who publishes more waits, and the pipeline's queue does with what comes meanwhile what its policy says.
final class Broadcaster: Sendable {
  private struct State {
    var gathering: Gathering
    /// Hubs that still write the last flush.
    var busy = 0
    var isTimed = false
    var isDue = false
    var isClosed = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var lastDue: Int64 = .min
  }

  let names: [String]
  let readership: Readership
  private let rule: BatchRule
  private let limit: Int
  private let desks: [NIOLoopBoundBox<LoopDesk>]
  private let state: Mutex<State>

  init(
    names: [String], rule: BatchRule, limit: Int, columns: Int, readership: Readership,
    desks: [NIOLoopBoundBox<LoopDesk>]
  ) {
    (self.names, self.rule, self.limit, self.desks) = (names, rule, limit, desks)
    self.readership = readership
    state = Mutex(State(gathering: Gathering(symbols: names.count)))
  }

  /// Takes what was computed together; returns at once, unless more is under way than may be.
  func publish(_ batch: IndicatorBatch) async {
    let isOver = state.withLock { state in
      state.gathering.append(batch)
      if let last = batch.updates.last { state.lastDue = max(state.lastDue, last.due) }
      return state.gathering.count > limit
    }
    schedule()
    if isOver {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          guard state.gathering.count > limit, !state.isClosed else { return true }
          state.waiting.append(continuation)
          return false
        }
        if goesOn { continuation.resume() }
      }
    }
  }

  /// The latest moment for which an update was due.
  var lastDue: Int64 { state.withLock { $0.lastDue } }

  /// Sends what is gathered, and lets nobody wait any more.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
    flush()
  }

  private func schedule() {
    enum Next { case flush, timer, nothing }
    let next: Next = state.withLock { state in
      guard state.gathering.count > 0 else { return .nothing }
      if rule.milliseconds == 0 || state.gathering.count >= rule.updates ?? .max { return .flush }
      guard !state.isTimed else { return .nothing }
      state.isTimed = true
      return .timer
    }
    switch next {
    case .flush: flush()
    case .timer:
      desks[0].eventLoop.scheduleTask(in: .milliseconds(Int64(rule.milliseconds))) { [self] in
        state.withLock { $0.isTimed = false }
        flush()
      }
    case .nothing: break
    }
  }

  private func flush() {
    let (flush, waiting) = state.withLock { state -> (Flush?, [CheckedContinuation<Void, Never>]) in
      guard state.busy == 0 else {
        state.isDue = true
        return (nil, [])
      }
      guard state.gathering.count > 0 else { return (nil, []) }
      state.isDue = false
      state.busy = desks.count
      defer { state.waiting = [] }
      return (state.gathering.take(names: names, isRead: readership.snapshot()), state.waiting)
    }
    for continuation in waiting { continuation.resume() }
    guard let flush else { return }
    for desk in desks {
      desk.eventLoop.execute { [self] in
        desk.value.hub.deliver(flush)
        written()
      }
    }
  }

  /// A hub has written all of the last flush.
  private func written() {
    let isDue = state.withLock { state in
      state.busy -= 1
      return state.busy == 0 && (state.isDue || state.gathering.count >= rule.updates ?? .max)
    }
    if isDue { flush() }
  }
}

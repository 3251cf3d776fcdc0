public import TickmarkMemory

/// The memory of a run of the tracker, owned by the caller and used again for the next run.
public struct TrackingWorkspace: ~Copyable {
  var log: TradeLog<Trade>
  /// Non-zero weights of each day.
  var active: AlignedBuffer<Int32>
  /// Σ |w| over the targets of each day.
  public internal(set) var margin: AlignedBuffer<Double>
  /// Net result over entry value of each trade, in the sorted order.
  var returns = AlignedBuffer<Double>(count: 256, repeating: 0)

  public init(days: Int) {
    log = TradeLog(days: days)
    active = AlignedBuffer(count: days, repeating: 0)
    margin = AlignedBuffer(count: days, repeating: 0)
  }

  public var trades: Int { log.count }

  /// The trades of the last run, by exit day, then asset.
  public subscript(trade position: Int) -> Trade { log[sorted: position] }

  mutating func prepare(days: Int) {
    precondition(margin.count == days, "a workspace is made for its number of days")
    log.removeAll()
    for day in 0..<days {
      active[day] = 0
      margin[day] = 0
    }
  }
}

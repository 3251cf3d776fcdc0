public import TickmarkFrames
import TickmarkIndicators

/// The bars of a file, moment by moment, each complete.
public struct RecordedSource: UpdateSource {
  private let frame: Frame
  private let pace: Pace
  /// Rows in the order of time, then of symbols.
  private let rows: [Int32]

  /// - Complexity: O(rows · log rows)
  public init(_ frame: Frame, pace: Pace) {
    self.frame = frame
    self.pace = pace
    rows = (0..<Int32(frame.count)).sorted { (frame.moment(Int($0)), $0) < (frame.moment(Int($1)), $1) }
  }

  public var names: [String] { frame.symbols }

  public func run(_ send: ([MarketUpdate]) async throws -> Void) async throws {
    try await self.send(Schedule(count: rows.count, offset: offset), through: send) { index, due in
      update(Int(rows[index]), due: due)
    }
  }

  private var offset: ((Int) -> Double)? {
    switch pace {
    case .unlimited: return nil
    case .updatesPerSecond(let rate): return { Double($0) * 1e9 / rate }
    case .timesRecorded(let factor):
      let first = rows.first.map { seconds(Int($0)) } ?? 0
      return { Double(seconds(Int(rows[$0])) - first) * 1e9 / factor }
    }
  }

  private func seconds(_ row: Int) -> Int64 {
    Int64(frame.days[row]) * 86_400 + Int64(frame.seconds?[row] ?? 0)
  }

  private func update(_ row: Int, due: Int64) -> MarketUpdate {
    MarketUpdate(
      symbol: frame.codes[row], time: seconds(row), due: due,
      bar: IndicatorBar(
        close: frame.value(.close, row: row), high: frame.value(.high, row: row), low: frame.value(.low, row: row),
        volume: frame.value(.volume, row: row)))
  }
}

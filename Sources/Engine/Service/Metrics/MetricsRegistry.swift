import CoreMetrics
import Synchronization

/// What the service measures of itself, kept for whoever asks: behind swift-metrics' interface, in front of Prometheus' text.
///
/// A measure is made once by its label and dimensions; whoever asks for the same again gets the same.
///
/// - Bounds: `limit` measures; further ones count for nobody.
final class MetricsRegistry: MetricsFactory {
  /// One line's numbers, by kind.
  enum Measure: Sendable {
    case counter(CounterCell)
    case gauge(GaugeCell)
    case distribution(DistributionCell)
  }

  struct Key: Hashable, Comparable {
    let label: String
    /// As they are written: `path="/v1/scores",status="200"`.
    let dimensions: String

    static func < (a: Key, b: Key) -> Bool { (a.label, a.dimensions) < (b.label, b.dimensions) }
  }

  private let measures = Mutex<[Key: Measure]>([:])
  private let limit: Int

  init(limit: Int = 1_000) { self.limit = limit }

  /// Everything, sorted.
  var all: [(key: Key, measure: Measure)] {
    measures.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    let cell = CounterCell()
    guard case .counter(let cell) = kept(label, dimensions, .counter(cell)) else { return cell }
    return cell
  }

  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    let cell = GaugeCell()
    guard case .gauge(let cell) = kept(label, dimensions, .gauge(cell)) else { return cell }
    return cell
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    let cell = DistributionCell()
    guard case .distribution(let cell) = kept(label, dimensions, .distribution(cell)) else { return cell }
    return cell
  }

  // Measures live as long as the registry: a counter that came back at 0 would look like a restart.
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  private func kept(_ label: String, _ dimensions: [(String, String)], _ new: Measure) -> Measure {
    let key = Key(label: label, dimensions: PrometheusText.labels(dimensions))
    return measures.withLock { measures in
      if let old = measures[key] { return old }
      if measures.count < limit { measures[key] = new }
      return new
    }
  }
}

final class CounterCell: CounterHandler {
  private let count = Atomic<Int64>(0)

  var value: Int64 { count.load(ordering: .relaxed) }
  func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }
  func reset() { count.store(0, ordering: .relaxed) }
}

final class GaugeCell: RecorderHandler {
  private let bits = Atomic<UInt64>(0)

  var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
  func record(_ value: Int64) { record(Double(value)) }
  func record(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
}

/// Durations, counted in five classes a decade from 10 µs to 10 s.
final class DistributionCell: TimerHandler {
  /// The upper end of each class but the last, in nanoseconds.
  static let bounds: [Int64] = (0...30).map { Int64((1e4 * Double.pow10(Double($0) / 5)).rounded()) }

  private let counts: [CounterCell] = (0...bounds.count).map { _ in CounterCell() }
  private let total = Atomic<Int64>(0)

  func recordNanoseconds(_ duration: Int64) {
    counts[Self.bounds.partitioningIndex { duration <= $0 }].increment(by: 1)
    total.wrappingAdd(duration, ordering: .relaxed)
  }

  var reading: DistributionReading {
    DistributionReading(counts: counts.map(\.value), totalNanoseconds: total.load(ordering: .relaxed))
  }
}

/// A moment's counts of a distribution.
struct DistributionReading: Sendable, Equatable {
  /// By class; the last has no upper end.
  var counts: [Int64]
  var totalNanoseconds: Int64

  static let empty = DistributionReading(
    counts: Array(repeating: 0, count: DistributionCell.bounds.count + 1), totalNanoseconds: 0)

  var count: Int64 { counts.reduce(0, +) }

  /// What came since an earlier reading.
  func since(_ earlier: DistributionReading) -> DistributionReading {
    DistributionReading(
      counts: zip(counts, earlier.counts).map { max($0 - $1, 0) },
      totalNanoseconds: totalNanoseconds - earlier.totalNanoseconds)
  }

  /// The duration that a share of all does not exceed, in seconds: evenly spread within its class, so at most 58 % too much; nil
  /// where there is none, and the greatest bound for what lies beyond.
  func quantile(_ share: Double) -> Double? {
    let count = count
    guard count > 0 else { return nil }
    let rank = share * Double(count)
    var below = 0.0
    for (index, inside) in counts.enumerated() where inside > 0 {
      if below + Double(inside) >= rank, index < DistributionCell.bounds.count {
        let low = index == 0 ? 0 : Double(DistributionCell.bounds[index - 1])
        let high = Double(DistributionCell.bounds[index])
        return (low + (high - low) * (rank - below) / Double(inside)) / 1e9
      }
      below += Double(inside)
    }
    return Double(DistributionCell.bounds[DistributionCell.bounds.count - 1]) / 1e9
  }
}

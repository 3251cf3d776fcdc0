import Glibc
import TickmarkBaselines
import TickmarkStatistics

/// How fast the machine is beside a row, compared with when the row was stored: what its yardstick takes, then and now.
///
///     factor = median over processes of (time of the yardstick now) / the same then, above 1 slower
struct Pace {
  /// The yardstick of the row's own kind.
  let kind: String
  let factor: Double

  /// Nil where one side lacks the yardstick.
  init?(then old: CaseRecord, now new: CaseRecord) {
    guard let kind = new.kind, let before = Self.nanoseconds(old, kind), let now = Self.nanoseconds(new, kind),
      before > 0
    else { return nil }
    self.kind = kind
    factor = now / before
  }

  /// Beyond these factors another machine stands behind the same name, and a ratio to a yardstick says nothing of the code.
  static let comparable = 1 / 1.5...1.5
  /// Beyond this factor the machine itself, not the code, may have broken a budget of time.
  static let slow = 1.1

  /// What a note says of it.
  var text: String { "the yardstick '\(kind)' takes \((factor * 100).rounded() / 100) times what it took then" }

  /// Of one call of a yardstick beside the row: the middle of the processes.
  private static func nanoseconds(_ record: CaseRecord, _ kind: String) -> Double? {
    Quantile.median(
      of: record.processes.compactMap { process in process.yardsticks[kind].map { process.median / exp($0) } })
  }
}

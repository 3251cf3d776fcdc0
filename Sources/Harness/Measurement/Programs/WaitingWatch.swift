/// Notices rounds in which a program waited for the processor longer than it usually does.
///
/// What a run waits is its wall time less its processor time. Where that is above the least that was seen of its side by more
/// than a fiftieth of the run, somebody else had the processor. A program whose waiting is its own (it sleeps, it reads, it
/// has threads) varies by that much all the time: where more than half of the first rounds would be disturbed, no more are.
struct WaitingWatch {
  /// How often a disturbed round is run again before it counts all the same.
  static let retries = 3
  private static let trial = 12

  private var least = (a: Double.infinity, b: Double.infinity)
  private var rounds = 0
  private var disturbed = 0

  mutating func isDisturbed(_ report: PairReport) -> Bool {
    guard let a = Self.run(report.a), let b = Self.run(report.b) else { return false }
    least = (min(least.a, a.waited), min(least.b, b.waited))
    rounds += 1
    let isLate = a.waited - least.a > 0.02 * a.wall || b.waited - least.b > 0.02 * b.wall
    if isLate { disturbed += 1 }
    let isOwnNature = rounds >= Self.trial && 2 * disturbed > rounds
    return isLate && !isOwnNature
  }

  private static func run(_ side: PairReport.Side) -> (wall: Double, waited: Double)? {
    guard let wall = side.wall.first, let cpu = side.cpu.first else { return nil }
    return (wall, wall - cpu)
  }
}

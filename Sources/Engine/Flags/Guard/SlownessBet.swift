/// Whether a candidate is slower than it may be, decided while pairs come in, however often one looks.
///
/// Each pair is a bet at even odds that the candidate took longer than margin and control allow. The stake is the share by
/// which slow pairs led among the last 64, and nothing while they did not:
///
///     λ = max(0, (slow − fast) / (n + 2)) of the last n ≤ 64 pairs;   capital ← capital · (1 ± λ), + if slow
///
/// While slow pairs are no likelier than fast ones the capital is not expected to grow, so it reaches 1,000 in at most one
/// of 1,000 roll-outs, whenever one stops (Ville's inequality). Only the sign of a pair counts: no outlier can do more than
/// one pair, and nothing is assumed of how times are distributed. A bettor that has lost all but a thousandth is followed by
/// another one; the k-th begins with 1 / (k · (k + 1)), and all of them together with 1, so the bound holds for all.
///
/// A candidate that is always slower loses by pair 15; one that becomes so later, whatever came before, within some 80 more.
///
/// - Complexity: O(1) time and memory a pair.
/// - Source: Shafer and Vovk, *Game-Theoretic Foundations for Probability and Finance*, 2019; Waudby-Smith and Ramdas,
///   "Estimating means of bounded random variables by betting", JRSS B 86, 2024.
public struct SlownessBet: Sendable {
  /// One in so many roll-outs of a candidate that is fast enough may be taken back.
  public static let falseAlarmsOneIn = 1_000.0

  private static let ruin = 0.001
  private static let window = 64

  public private(set) var pairs = 0
  public private(set) var slow = 0
  /// A bit for each of the last pairs, the newest lowest: 1 is slow.
  private var recent: UInt64 = 0
  private var bettor = 1.0
  /// Of the bettor, relative to what it began with.
  private var share = 1.0

  public init() {}

  /// What the bettor has; all began with 1 together.
  public var capital: Double { share / (bettor * (bettor + 1)) }

  public var isLost: Bool { capital >= Self.falseAlarmsOneIn }

  public mutating func observe(isSlow: Bool) {
    let known = min(pairs, Self.window)
    let lead = 2 * recent.nonzeroBitCount - known
    let stake = max(0, Double(lead) / Double(known + 2))
    share *= isSlow ? 1 + stake : 1 - stake
    if share < Self.ruin {
      bettor += 1
      share = 1
    }
    recent = recent << 1 | (isSlow ? 1 : 0)
    pairs += 1
    if isSlow { slow += 1 }
  }
}

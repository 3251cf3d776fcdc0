/// Windows that walk through the history: each is searched on its first days and judged on the days after them.
///
///     |—— in sample ——|— out of sample —|
///            |—— in sample ——|— out of sample —|          each begins `step` days after the one before
public struct WalkForward: Sendable, Hashable {
  public let inSample: Int
  public let outOfSample: Int
  public let step: Int

  /// - Parameter step: as long as what is judged unless it is said, so that no day is judged twice.
  /// - Throws: `.badWindows` for a length below 2 days or a step below 1.
  public init(inSample: Int, outOfSample: Int, step: Int? = nil) throws(OptimizationError) {
    guard inSample >= 2, outOfSample >= 2, step ?? 1 >= 1 else {
      throw .badWindows(problem: "lengths are at least 2 days and a step at least 1")
    }
    guard max(inSample, outOfSample, step ?? 1) < 1 << 31 else { throw .badWindows(problem: "a length is too large") }
    (self.inSample, self.outOfSample, self.step) = (inSample, outOfSample, step ?? outOfSample)
  }

  public struct Window: Sendable, Hashable {
    public let inSample: Range<Int>
    public let outOfSample: Range<Int>
  }

  /// What a trial notes of its windows goes through a pipe and into a database.
  private static let most = 1_000

  /// - Throws: `.badWindows` where the history is shorter than one window, or has more than 1,000.
  public func windows(days: Int) throws(OptimizationError) -> [Window] {
    let length = inSample + outOfSample
    guard days >= length else { throw .badWindows(problem: "one takes \(length) days and the prices have \(days)") }
    guard (days - length) / step < Self.most else {
      throw .badWindows(problem: "there are more than \(Self.most); take a longer step")
    }
    return stride(from: 0, through: days - length, by: step).map { start in
      Window(inSample: start..<start + inSample, outOfSample: start + inSample..<start + length)
    }
  }
}

/// Looks for the first slow one among commits in a row, of which the last is known to be slow and the one before the first
/// to be fast.
///
/// What cannot be told (it does not build, or the samples do not decide) is passed over for a neighbour, as `git bisect skip`
/// does; then several commits may be left.
///
/// - Complexity: O(log `n`) judgements where all can be told.
public struct Bisection: Sendable {
  public enum Side: Sendable, Equatable {
    case fast
    case slow
    /// It cannot be told, and why.
    case unknown(String)
  }

  /// How many commits there are.
  public let count: Int

  /// - Precondition: at least one commit.
  public init(count: Int) {
    precondition(count >= 1, "there is a first slow commit among one or more")
    self.count = count
  }

  /// The greatest number of judgements where all can be told.
  public var steps: Int { count == 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount }

  /// Judges commits until the first slow one is known, or no more can be told.
  ///
  /// - Returns: the places of the commits among which the first slow one is: one where all went well.
  public func search(judging judge: (_ place: Int) throws -> Side) rethrows -> Range<Int> {
    var fast = -1
    var slow = count - 1
    var unknown: Set<Int> = []
    while let place = Self.middle(of: (fast + 1)..<slow, without: unknown) {
      switch try judge(place) {
      case .fast: fast = place
      case .slow: slow = place
      case .unknown: unknown.insert(place)
      }
    }
    return (fast + 1)..<(slow + 1)
  }

  /// The place nearest to the middle that is not excepted.
  private static func middle(of places: Range<Int>, without excepted: Set<Int>) -> Int? {
    let middle = places.lowerBound + places.count / 2
    return places.filter { !excepted.contains($0) }.min { abs($0 - middle) < abs($1 - middle) }
  }
}

/// Days on which something has bars, each once and in order.
public struct DayCalendar: Equatable, Sendable {
  /// Strictly increasing.
  public let days: [Day]

  /// - Throws: `calendarOutOfOrder` at the first day that is not after the one before it.
  public init(_ days: [Day]) throws(FrameError) {
    for (day, next) in zip(days, days.dropFirst()) where next <= day {
      throw .calendarOutOfOrder(next, after: day)
    }
    self.days = days
  }

  /// - Precondition: the days increase strictly.
  private init(increasing days: [Day]) { self.days = days }

  /// Every day that is in either calendar.
  ///
  /// - Complexity: O(days of both).
  public func union(_ other: DayCalendar) -> DayCalendar { merged(other, keepingOnlyShared: false) }

  /// Every day that is in both calendars.
  ///
  /// - Complexity: O(days of both).
  public func intersection(_ other: DayCalendar) -> DayCalendar { merged(other, keepingOnlyShared: true) }

  private func merged(_ other: DayCalendar, keepingOnlyShared isShared: Bool) -> DayCalendar {
    var merged: [Day] = []
    var (mine, theirs) = (0, 0)
    while mine < days.count, theirs < other.days.count {
      let (left, right) = (days[mine], other.days[theirs])
      if left == right || !isShared { merged.append(min(left, right)) }
      if left <= right { mine += 1 }
      if right <= left { theirs += 1 }
    }
    if !isShared { merged += days[mine...] + other.days[theirs...] }
    return DayCalendar(increasing: merged)
  }
}

extension Frame {
  /// Every day on which any symbol has a row.
  ///
  /// - Throws: `notDaily` for intraday bars.
  public func dayCalendar() throws(FrameError) -> DayCalendar {
    guard seconds == nil else { throw .notDaily }
    return try DayCalendar(calendar().map(\.day))
  }
}

extension WideTable {
  /// - Throws: `calendarOutOfOrder` for a table that was made with days out of order.
  public func dayCalendar() throws(FrameError) -> DayCalendar { try DayCalendar(dates) }
}

/// What a resampled bar covers.
public enum Period: Equatable, Sendable {
  /// A day of the bars' own clock, moved: `shiftSeconds` are added to a bar's time before its day is taken.
  ///
  /// 0 is the file's own midnight, UTC where the file is in UTC. A session that opens at 18:00 and is named after the next
  /// day has a shift of 21,600; a day that begins at 08:00 has a shift of -28,800.
  case day(shiftSeconds: Int)
  /// Monday to Sunday, as ISO 8601 counts weeks.
  case week
  /// A month of the calendar.
  case month

  /// The number of the day to which a moment belongs.
  @inline(__always)
  func day(_ number: Int32, second: Int32) -> Int32 {
    guard case .day(let shift) = self else { return number }
    let seconds = Int(second) + shift
    return number + Int32(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
  }

  /// The first day behind the period that holds `day`.
  func end(after day: Int32) -> Int32 {
    switch self {
    case .day: return day + 1
    case .week:
      // Day 0 is a Thursday, so weeks begin three days before a multiple of seven.
      let shifted = day + 3
      return (shifted >= 0 ? shifted / 7 : (shifted - 6) / 7) * 7 + 4
    case .month:
      let (year, month, date) = Day(number: day).components
      return day + Int32(Day.length(ofMonth: month, year: year) - date) + 1
    }
  }
}

/// A bar's time: a day and, for intraday bars, a second of that day.
public struct Moment: Hashable, Comparable, Sendable {
  public let day: Day
  /// Seconds since midnight, as the file has it: no time zone is applied.
  public let second: Int32

  public init(day: Day, second: Int32 = 0) {
    self.day = day
    self.second = second
  }

  /// Seconds since 1970-01-01 00:00; orders as moments do.
  var key: Int { Int(day.number) * 86_400 + Int(second) }

  init(key: Int) {
    let day = key >= 0 ? key / 86_400 : (key - 86_399) / 86_400
    self.init(day: Day(number: Int32(day)), second: Int32(key - day * 86_400))
  }

  public static func < (left: Moment, right: Moment) -> Bool { left.key < right.key }
}

extension Moment: CustomStringConvertible {
  /// `2017-04-19`, or `2017-04-19 09:30:00` where the bar has a time.
  public var description: String { second == 0 ? day.description : "\(day) \(Self.clock(second))" }

  static func clock(_ second: Int32) -> String {
    func padded(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(padded(second / 3_600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
  }
}

/// Dates as files write them: `YYYY-MM-DD`, `YYYYMMDD` or `M/D/YYYY`, with or without a time of day.
///
/// A time is `HH:MM`, `HH:MM:SS` or `HH:MM:SS.000` behind a blank or a `T`; a `Z` or an offset behind it is dropped,
/// since a frame keeps the clock of the file.
enum CSVDate {
  /// The moment's key; nothing where the text is no date or there is no such day.
  @inline(__always)
  static func read(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.count >= 8 else { return nil }
    var position = range.lowerBound
    let first = number(bytes, &position, range.upperBound)
    let day: Day?
    if first.digits == 8 {
      day = Day(year: first.value / 10_000, month: first.value / 100 % 100, day: first.value % 100)
    } else {
      guard position < range.upperBound else { return nil }
      let separator = bytes[position]
      position += 1
      let second = number(bytes, &position, range.upperBound)
      guard position < range.upperBound, bytes[position] == separator else { return nil }
      position += 1
      let third = number(bytes, &position, range.upperBound)
      if separator == UInt8(ascii: "-"), first.digits == 4, second.digits == 2, third.digits == 2 {
        day = Day(year: first.value, month: second.value, day: third.value)
      } else if separator == UInt8(ascii: "/"), third.digits == 4, first.digits <= 2, second.digits <= 2 {
        day = Day(year: third.value, month: first.value, day: second.value)
      } else {
        return nil
      }
    }
    guard let day else { return nil }
    let midnight = Int(day.number) * 86_400
    if position == range.upperBound { return midnight }
    guard let second = time(bytes, position..<range.upperBound) else { return nil }
    return midnight + second
  }

  @inline(__always)
  private static func number(
    _ bytes: borrowing Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> (value: Int, digits: Int) {
    var (value, digits) = (0, 0)
    while position < end, digits < 9, case let digit = bytes[position] &- 48, digit < 10 {
      value = value * 10 + Int(digit)
      digits += 1
      position += 1
    }
    return (value, digits)
  }

  @inline(never)
  private static func time(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    let end = range.upperBound
    var position = range.lowerBound
    guard bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "T") else { return nil }
    var parts: [Int] = []
    repeat {
      position += 1
      let part = number(bytes, &position, end)
      guard part.digits == 2 else { return nil }
      parts.append(part.value)
    } while parts.count < 3 && position < end && bytes[position] == UInt8(ascii: ":")
    if parts.count == 3, position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      // A frame counts whole seconds.
      while position < end, bytes[position] == UInt8(ascii: "0") { position += 1 }
    }
    guard parts.count >= 2, parts[0] < 24, parts[1] < 60, isZone(bytes, position..<end) else { return nil }
    let second = parts.count == 3 ? parts[2] : 0
    return second < 60 ? parts[0] * 3_600 + parts[1] * 60 + second : nil
  }

  /// Nothing, `Z`, or an offset such as `+02:00`.
  private static func isZone(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let first = range.first else { return true }
    if range.count == 1 { return bytes[first] == UInt8(ascii: "Z") }
    guard bytes[first] == UInt8(ascii: "+") || bytes[first] == UInt8(ascii: "-"), range.count <= 6 else { return false }
    for position in range.dropFirst() {
      let byte = bytes[position]
      guard byte &- 48 < 10 || byte == UInt8(ascii: ":") else { return false }
    }
    return true
  }
}

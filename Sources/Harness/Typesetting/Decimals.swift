import Glibc

/// Numbers as text: the same on every machine, whatever its language, and never `nan` or `inf`.
package enum Decimals {
  /// What stands where a number does not exist.
  package static let absent = "–"

  /// For programs: every digit, no grouping, whole numbers without a point.
  ///
  /// - Precondition: it is finite.
  package static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }

  /// Fixed-point text with `places` digits after the point; thousands are grouped with commas on request.
  ///
  /// From 1e9 on the text is scientific, so that no number outgrows its column.
  package static func fixed(_ value: Double, _ places: Int, grouped: Bool = false) -> String {
    guard value.isFinite else { return absent }
    guard abs(value) < 1e9 else { return scientific(value) }
    let power = powersOfTen[min(places, 6)]
    let units = Int((abs(value) * power).rounded())
    let whole = String(units / Int(power))
    let sign = value < 0 && units > 0 ? "−" : ""
    let head = sign + (grouped ? groupedInThousands(whole) : whole)
    guard places > 0 else { return head }
    let fraction = String(units % Int(power))
    return head + "." + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// Text with about `digits` significant digits and at most three places after the point.
  package static func significant(_ value: Double, digits: Int = 4) -> String {
    fixed(value, places(of: value, digits: digits), grouped: true)
  }

  /// As many places after the point as leave `digits` significant digits, between none and three.
  package static func places(of value: Double, digits: Int = 4) -> Int {
    guard value.isFinite, value != 0 else { return 0 }
    return max(0, min(3, digits - 1 - Int(floor(log10(abs(value)) + 1e-9))))
  }

  /// Text without the zeros that end a fraction: `1.50` is `1.5`, `2.00` is `2`.
  package static func trimmed(_ value: Double, _ places: Int) -> String {
    let text = fixed(value, places)
    guard text.contains("."), !text.contains("e") else { return text }
    var end = text.endIndex
    while text[text.index(before: end)] == "0" { end = text.index(before: end) }
    if text[text.index(before: end)] == "." { end = text.index(before: end) }
    return String(text[..<end])
  }

  /// As short as a number can be that is read off an axis: three places, and below one three significant digits.
  package static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0, abs(value) < 1 else { return trimmed(value, 3) }
    let exponent = Int(floor(log10(abs(value)) + 1e-9))
    guard exponent < -4 else { return trimmed(value, 2 - exponent) }
    return trimmed(value / pow(10, Double(exponent)), 2) + "e−\(-exponent)"
  }

  private static let powersOfTen: [Double] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]

  private static func scientific(_ value: Double) -> String {
    let exponent = floor(log10(abs(value)))
    return fixed(value / pow(10, exponent), 2) + "e\(Int(exponent))"
  }

  private static func groupedInThousands(_ digits: String) -> String {
    guard digits.count > 3 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

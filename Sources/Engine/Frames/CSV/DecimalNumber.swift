/// A decimal number as text has it: sign, up to 19 digits, power of ten.
///
///     value = ± mantissa · 10^exponent
///
/// Three ways to the nearest `Double`, each correctly rounded: two exact operands and one operation (Clinger 1990),
/// an exact 128-bit quotient, and for the rare rest the standard library.
struct DecimalNumber: Equatable {
  var negative: Bool
  var mantissa: UInt64
  var exponent: Int

  /// What a field holds.
  enum Reading: Equatable {
    case gap
    case number(DecimalNumber)
    /// A number of more than 19 digits: only its text says it exactly.
    case long
    case text
  }

  /// Reads `bytes[range]`, which has no blanks around it: `[+-] digits [. digits] [e [+-] digits]`.
  @inline(__always)
  static func read(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Reading {
    var position = range.lowerBound
    let end = range.upperBound
    guard position < end else { return .gap }
    var number = DecimalNumber(negative: false, mantissa: 0, exponent: 0)
    if bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
      number.negative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    let start = position
    while position < end, case let digit = bytes[position] &- 48, digit < 10 {
      number.mantissa = number.mantissa &* 10 &+ UInt64(digit)
      position += 1
    }
    var digits = position - start
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      let fraction = position
      while position < end, case let digit = bytes[position] &- 48, digit < 10 {
        number.mantissa = number.mantissa &* 10 &+ UInt64(digit)
        position += 1
      }
      number.exponent = fraction - position
      digits += position - fraction
    }
    guard digits > 0 else { return isGap(bytes, range) ? .gap : .text }
    if position < end {
      guard let power = readExponent(bytes, position..<end) else { return .text }
      number.exponent += power
    }
    // Twenty digits may wrap the mantissa; leading zeros count as digits here, which only costs them the slow way.
    return digits <= 19 ? .number(number) : .long
  }

  @inline(never)
  private static func readExponent(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    var position = range.lowerBound
    guard bytes[position] | 0x20 == UInt8(ascii: "e") else { return nil }
    position += 1
    var negative = false
    if position < range.upperBound, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
      negative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    guard position < range.upperBound else { return nil }
    var power = 0
    while position < range.upperBound {
      let digit = bytes[position] &- 48
      guard digit < 10 else { return nil }
      // A power beyond this is zero or infinity whatever the mantissa's 19 digits are.
      power = min(power * 10 + Int(digit), 1_000_000)
      position += 1
    }
    return negative ? -power : power
  }

  /// "." and the ways in which tables write "not a number".
  @inline(never)
  private static func isGap(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    switch range.count {
    case 1: return bytes[range.lowerBound] == UInt8(ascii: ".")
    case 2: return lowercased(bytes, range) == [110, 97]
    case 3: return lowercased(bytes, range) == [110, 97, 110]
    default: return false
    }
  }

  private static func lowercased(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var letters: [UInt8] = []
    for position in range { letters.append(bytes[position] | 0x20) }
    return letters
  }
}

extension DecimalNumber {
  /// The nearest `Double`; nothing where only the slow way is exact.
  @inline(__always) var nearest: Double? {
    if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      let whole = Double(Int64(mantissa))
      let scaled = exponent < 0 ? whole / Self.exactPowers[-exponent] : whole * Self.exactPowers[exponent]
      return negative ? -scaled : scaled
    }
    if mantissa == 0 { return negative ? -0.0 : 0 }
    guard exponent < 0, exponent >= -19 else { return nil }
    return quotient
  }

  /// `mantissa / 10^-exponent`, rounded once.
  ///
  /// Both are shifted to 64 significant bits; the integer quotient then has 63 or 64, and a last bit that says whether
  /// anything was left over. 63 bits are more than the 55 that decide how 53 round.
  private var quotient: Double {
    let power = Self.power(-exponent)
    let shift = mantissa.leadingZeroBitCount
    let powerShift = power.leadingZeroBitCount
    let dividend = mantissa << UInt64(shift)
    let (whole, rest) = (power << UInt64(powerShift)).dividingFullWidth((dividend >> 1, dividend << 63))
    let rounded = Double(whole | (rest == 0 ? 0 : 1))
    let scaled = rounded * Double(sign: .plus, exponent: powerShift - shift - 63, significand: 1)
    return negative ? -scaled : scaled
  }

  /// 10^exponent, for exponents 0...19.
  static func power(_ exponent: Int) -> UInt64 { integerPowers[exponent] }

  private static let integerPowers: [UInt64] = (0..<19).reduce(into: [1]) { powers, _ in
    powers.append(powers[powers.count - 1] * 10)
  }

  /// Every power of ten that a Double holds exactly.
  private static let exactPowers: [Double] = (0..<22).reduce(into: [1]) { powers, _ in
    powers.append(powers[powers.count - 1] * 10)
  }

  /// Without trailing zeros behind the decimal point, and without a positive exponent where the mantissa can take it.
  var normal: DecimalNumber {
    var number = self
    if mantissa == 0 { return DecimalNumber(negative: false, mantissa: 0, exponent: 0) }
    while number.exponent < 0, number.mantissa % 10 == 0 {
      number.mantissa /= 10
      number.exponent += 1
    }
    while number.exponent > 0 {
      let (product, overflow) = number.mantissa.multipliedReportingOverflow(by: 10)
      if overflow { break }
      number.mantissa = product
      number.exponent -= 1
    }
    return number
  }
}

/// Direction numbers of Sobol's sequence.
enum SobolDirections {
  /// A primitive polynomial over GF(2) by its degree and inner coefficients, and the first odd numbers mₖ < 2ᵏ.
  struct Row {
    let coefficients: UInt32
    let first: [UInt32]
    var degree: Int { first.count }
  }

  /// Of the dimensions after the first.
  static let table: [Row] = [
    Row(coefficients: 0, first: [1]), Row(coefficients: 1, first: [1, 3]), Row(coefficients: 1, first: [1, 3, 1]),
    Row(coefficients: 2, first: [1, 1, 1]), Row(coefficients: 1, first: [1, 1, 3, 3]),
    Row(coefficients: 4, first: [1, 3, 5, 13]), Row(coefficients: 2, first: [1, 1, 5, 5, 17]),
    Row(coefficients: 4, first: [1, 1, 5, 5, 5]), Row(coefficients: 7, first: [1, 1, 7, 11, 19]),
    Row(coefficients: 11, first: [1, 1, 5, 1, 1]), Row(coefficients: 13, first: [1, 1, 1, 3, 11]),
    Row(coefficients: 14, first: [1, 3, 5, 5, 31]), Row(coefficients: 1, first: [1, 3, 3, 9, 7, 49]),
    Row(coefficients: 13, first: [1, 1, 1, 15, 21, 21]), Row(coefficients: 16, first: [1, 3, 1, 13, 27, 49]),
    Row(coefficients: 19, first: [1, 1, 1, 15, 7, 5]), Row(coefficients: 22, first: [1, 3, 1, 15, 13, 25]),
    Row(coefficients: 25, first: [1, 1, 5, 5, 19, 61]), Row(coefficients: 1, first: [1, 3, 7, 11, 23, 15, 103]),
    Row(coefficients: 4, first: [1, 3, 7, 13, 13, 15, 69]),
  ]

  /// 32 numbers as fractions of 2³².
  static func numbers(_ dimension: Int) -> [UInt32] {
    guard dimension > 0 else { return (0..<32).map { 1 << (31 - UInt32($0)) } }
    let row = table[dimension - 1]
    let degree = row.degree
    var numbers = row.first.enumerated().map { $1 << (31 - UInt32($0)) }
    for index in degree..<32 {
      var number = numbers[index - degree] ^ (numbers[index - degree] >> UInt32(degree))
      for step in 1..<max(degree, 1) where row.coefficients >> UInt32(degree - 1 - step) & 1 == 1 {
        number ^= numbers[index - step]
      }
      numbers.append(number)
    }
    return numbers
  }
}

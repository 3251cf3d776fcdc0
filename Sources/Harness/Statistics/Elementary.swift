import Glibc

/// The elementary functions that the standard library lacks: the only file of the module that reads the C library.
///
/// The module's name before each call: a member called `log` hides the C function inside its own type.
enum Elementary {
  static func log(_ x: Double) -> Double { Glibc.log(x) }
  static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
  static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  static func expm1(_ x: Double) -> Double { Glibc.expm1(x) }
  static func erf(_ x: Double) -> Double { Glibc.erf(x) }
  static func erfc(_ x: Double) -> Double { Glibc.erfc(x) }

  /// The logarithm of Γ(x), for `x > 0`.
  static func logGamma(_ x: Double) -> Double { Glibc.lgamma(x).0 }
}

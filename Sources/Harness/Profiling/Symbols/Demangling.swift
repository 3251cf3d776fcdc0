import CTickmarkSymbols
import Foundation

/// What the compiler's names stand for, as the Swift and C++ runtimes in this process know it.
enum Demangling {
  /// The source's name; nil for a symbol of C, and for what no compiler has made.
  static func text(of symbol: String) -> String? {
    let isMangled = symbol.hasPrefix("$s") || symbol.hasPrefix("$S") || symbol.hasPrefix("_Z") || symbol.hasPrefix("_T")
    guard isMangled, let text = tickmark_demangled(symbol, symbol.utf8.count) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}

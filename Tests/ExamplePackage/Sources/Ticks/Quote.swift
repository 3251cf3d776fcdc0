/// A line of a price file, `date,cents,shares`: what the suites of this package have to read.
public enum Quote {
  /// The cents of every line, by the standard library's means: easy to read, and a string a field.
  ///
  /// A line that has no whole number in its second field counts 0.
  public static func centsBySplitting(_ text: String) -> [Int] {
    text.split(separator: "\n").map { line in
      let fields = line.split(separator: ",")
      return fields.count > 1 ? Int(fields[1]) ?? 0 : 0
    }
  }

  /// The same, in one pass over the bytes.
  public static func centsByScanning(_ text: String) -> [Int] {
    var cents: [Int] = []
    var (value, field) = (0, 0)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n"):
        cents.append(value)
        (value, field) = (0, 0)
      case UInt8(ascii: ","): field += 1
      default: if field == 1 { value = value &* 10 &+ Int(byte &- UInt8(ascii: "0")) }
      }
    }
    return cents
  }
}

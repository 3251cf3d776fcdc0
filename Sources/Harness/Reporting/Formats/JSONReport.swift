import Foundation
public import TickmarkBaselines
public import TickmarkGating
public import TickmarkSelftest

/// Run and comparison as JSON: keys sorted, indented, one line break at the end; the same data give the same bytes.
public enum JSONReport {
  /// `tickmark.run/1`
  ///
  /// - Throws: `cannotEncode` where a number is infinite or not a number: such a metric is left out with its reason.
  public static func text(_ run: RunFile) throws(ReportingError) -> String { try encoded(run) }

  /// `tickmark.comparison/1`
  ///
  /// - Throws: `cannotEncode`, as above.
  public static func text(_ comparison: Comparison) throws(ReportingError) -> String { try encoded(comparison) }

  /// `tickmark.selftest/1`
  ///
  /// - Throws: `cannotEncode`, as above.
  public static func text(_ record: SelftestRecord) throws(ReportingError) -> String { try encoded(record) }

  static func encoded(_ value: some Encodable) throws(ReportingError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch EncodingError.invalidValue(_, let context) {
      throw .cannotEncode(field: context.codingPath.map(\.stringValue).joined(separator: "."))
    } catch {
      throw .cannotEncode(field: "file")
    }
  }
}

/// How much work a case does: rows × columns of whatever the suite measures, or a plain count.
public struct Size: Sendable, Hashable, Codable {
  public let rows: Int
  public let columns: Int

  /// - Precondition: both at least 1.
  public init(_ rows: Int, _ columns: Int = 1) {
    precondition(rows >= 1 && columns >= 1, "a size is at least 1 × 1")
    self.rows = rows
    self.columns = columns
  }

  public var count: Int { rows * columns }
}

extension Size: CustomStringConvertible {
  public var description: String { columns == 1 ? "\(rows)" : "\(rows)x\(columns)" }
}

/// A size and the occasions on which it runs.
public struct SuiteSize: Sendable, Hashable {
  public enum Occasion: Sendable, Hashable {
    /// In the tests, so that suites cannot rot.
    case smoke
    /// In every run.
    case full
    /// In every run but a quick one.
    case large
    /// Where a filter asks for it, for what takes minutes.
    case onRequest
  }

  public let size: Size
  public let occasion: Occasion

  public static func smoke(_ rows: Int, _ columns: Int = 1) -> SuiteSize {
    SuiteSize(size: Size(rows, columns), occasion: .smoke)
  }
  public static func full(_ rows: Int, _ columns: Int = 1) -> SuiteSize {
    SuiteSize(size: Size(rows, columns), occasion: .full)
  }
  public static func large(_ rows: Int, _ columns: Int = 1) -> SuiteSize {
    SuiteSize(size: Size(rows, columns), occasion: .large)
  }
  public static func onRequest(_ rows: Int, _ columns: Int = 1) -> SuiteSize {
    SuiteSize(size: Size(rows, columns), occasion: .onRequest)
  }
}

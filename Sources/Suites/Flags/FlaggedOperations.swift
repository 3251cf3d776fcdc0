import TickmarkAgreement
import TickmarkBacktest
import TickmarkFlags
import TickmarkFrames
import TickmarkIndicators

/// Every flag of the engine with an operation to try it on.
public enum FlaggedOperations {
  /// A year of a small market, by default.
  public static func all(days: Int = 252, assets: Int = 64) -> [FlaggedOperation] {
    let size = (days: days, assets: assets)
    return [
      FlaggedOperation(OperationFlags.sixPack, agreement: SixPack<Float>.agreement) {
        try FlaggedPack(.seed, $0, size)
      },
      FlaggedOperation(OperationFlags.benchPack, agreement: SixPack<Float>.agreement) {
        try FlaggedPack(.bench, $0, size)
      },
      FlaggedOperation(OperationFlags.indicatorList, agreement: .exact) {
        try FlaggedPlan("sma:20,ema:12,rsi:14", $0, size)
      },
      FlaggedOperation(OperationFlags.tracking, agreement: Tracking<Float>.agreement) { try FlaggedTracking($0, size) },
      FlaggedOperation(OperationFlags.book, agreement: Book<Float>.agreement) { try FlaggedBook($0, size) },
    ]
  }

  /// - Throws: `FlagError.unknownChoice`.
  static func variant<Body>(
    _ choice: String, of flag: Flag, _ variants: [Variant<Body>]
  ) throws(FlagError) -> Variant<Body> {
    guard let variant = variants.named(choice) else {
      throw .unknownChoice(choice, flag: flag.key, place: "its operation", choices: variants.map(\.name))
    }
    return variant
  }
}

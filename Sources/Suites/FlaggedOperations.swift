import TickmarkAgreement
import TickmarkBacktest
import TickmarkFlags
import TickmarkFrames
import TickmarkIndicators

/// Every flag of the engine with an operation to try it on: a year of a small market.
public enum FlaggedOperations {
  public static var all: [FlaggedOperation] {
    [
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

  static let size = (days: 252, assets: 64)

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

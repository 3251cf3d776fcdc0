/// A slowdown that is planted: 0.01 is 1 % more work.
enum Effect {
  static let sameName = "same"
  static let againName = "again"
  /// What the power is measured for.
  static let planted = [0.003, 0.005, 0.01, 0.02, 0.05, 0.1]

  /// The variant's name: `slower-0.5%`.
  static func name(_ effect: Double) -> String {
    let perMille = Int((effect * 1_000).rounded())
    return perMille % 10 == 0 ? "slower-\(perMille / 10)%" : "slower-\(perMille / 10).\(perMille % 10)%"
  }
}

/// A back-test by the rules `engine` whose numbers can be had with a pencil: 1,000 of capital, four days, two assets.
///
/// `A` is bought for half of the value at 10 and cut back at 20, where `B` is sold short for the other half at 8; both
/// are closed on the last day, at 16 and 5. All amounts are exact in both precisions.
struct ShareBook {
  static let weights = "Date,A,B\n2024-01-02,0.5,0\n2024-01-03,0.5,-0.5\n2024-01-05,0.5,-0.5\n2024-01-08,0,0\n"
  /// The columns in another order, and an asset without weights: assets are matched by name.
  static let closes = "Date,C,B,A\n2024-01-02,1,8,10\n2024-01-03,1,8,20\n2024-01-05,1,10,16\n2024-01-08,1,5,16\n"
  /// `B` has no open on the day that sells it short.
  static let opens = "Date,A,B\n2024-01-02,10,8\n2024-01-03,16,\n2024-01-05,20,8\n2024-01-08,16,5\n"

  static let ways = ["scalar", "simd", "parallel"].flatMap { variant in
    ["float32", "float64"].map { (variant: variant, precision: $0) }
  }

  let place: Workplace

  init(_ place: Workplace) throws {
    self.place = place
    try place.file("weights.csv", Self.weights)
    try place.file("closes.csv", Self.closes)
    try place.file("opens.csv", Self.opens)
  }

  func backtest(_ arguments: [String], rules: String = "engine", output: String? = nil) throws -> Outcome {
    let inputs = ["--weights", "weights.csv", "--prices", "closes.csv", "--rules", rules, "--capital", "1000"]
    return try Executable.tickmark.run(["backtest"] + inputs + arguments, in: place.folder, output: output)
  }
}

public import TickmarkAgreement
import TickmarkFrames

extension Book {
  /// As `simd`, with the groups of a block lived through on every processor.
  public static var parallel: Variant<Body> {
    Variant("parallel") { input, workspace in run(input, &workspace, workers: .max) }
  }
}

public import TickmarkAgreement
import TickmarkFrames

extension Tracking {
  /// As `simd`, with the groups of tiles shared between all processors.
  public static var parallel: Variant<Body> {
    Variant("parallel") { input, workspace in run(input, &workspace, workers: .max) }
  }
}

import TickmarkAgreement
import TickmarkBacktest
import TickmarkFrames
public import TickmarkMeasurement

extension Suite {
  /// Every trial of a parameter search makes one pass over weights and prices.
  public static let tracking = Suite(
    "tracking", question: "What do all 59 trade statistics cost, and does SIMD earn its keep?",
    sizes: .smoke(60, 17), .full(100, 10), .full(500, 20), .full(1_000, 50), .large(252, 4_000), .full(2_520, 500),
    .large(5_040, 3_000)
  ) { size in
    try TrackingRun(.reference(days: size.rows, assets: size.columns)).operation("statistics")
  }
}

/// One tracker's inputs and the memory that its runs share.
final class TrackingRun {
  private let input: TrackingInput<Float>
  private var workspace: TrackingWorkspace
  private var result: TradeStatistics?

  init(_ input: TrackingInput<Float>) {
    self.input = input
    workspace = TrackingWorkspace(days: input.weights.days)
  }

  func operation(_ name: String) -> Operation {
    let bytes = input.weights.rows.count * 64 * 2
    return Operation(
      name, elements: input.weights.days * input.weights.assets, unit: "cells", agreement: Tracking<Float>.agreement,
      yardsticks: Yardstick.Kind.vectorCode(touching: bytes)
    ) {
      for variant in Tracking<Float>.variants {
        Variant(variant.name, output: { self.values() }) {
          self.result = variant.body(self.input, &self.workspace)
        }
      }
    }
  }

  private func values() -> [Double] { result?.named.map(\.value) ?? [] }
}

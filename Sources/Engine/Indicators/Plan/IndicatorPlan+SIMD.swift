public import TickmarkAgreement

extension IndicatorPlan {
  /// One indicator after the other, sixteen assets side by side: as many passes over the panel as indicators.
  public static var simd: Variant<Body> {
    Variant("simd") { plan, input, scratch, output in
      for step in plan.simdSteps.indices {
        for tile in 0..<input.closes.tiles {
          plan.fill(&output, tile: tile, from: input, scratch: &scratch, plan.simdSteps[step...step])
        }
      }
    }
  }
}

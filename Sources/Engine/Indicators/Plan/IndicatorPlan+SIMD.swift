public import TickmarkAgreement

extension IndicatorPlan {
  /// One indicator after the other, sixteen assets side by side: as many passes over the panel as indicators.
  public static var simd: Variant<Body> {
    Variant("simd") { plan, input, scratch, output in
      var whole = output.mutableSpan
      for step in plan.simdSteps.indices {
        plan.fill(&whole, tilesFrom: 0, from: input, scratch: &scratch.places[0].scratch, plan.simdSteps[step...step])
      }
    }
  }
}

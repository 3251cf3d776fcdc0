public import TickmarkAgreement

extension IndicatorPlan {
  /// One indicator after the other, one asset after the other: the reference.
  public static var scalar: Variant<Body> {
    Variant("scalar") { plan, input, scratch, output in
      var whole = output.mutableSpan
      for step in plan.scalarSteps.indices {
        plan.fill(&whole, tilesFrom: 0, from: input, scratch: &scratch.places[0].scratch, plan.scalarSteps[step...step])
      }
    }
  }
}

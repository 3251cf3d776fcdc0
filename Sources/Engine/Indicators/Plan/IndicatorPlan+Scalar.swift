public import TickmarkAgreement

extension IndicatorPlan {
  /// One indicator after the other, one asset after the other: the reference.
  public static var scalar: Variant<Body> {
    Variant("scalar") { plan, input, scratch, output in
      for step in plan.scalarSteps.indices {
        for tile in 0..<input.closes.tiles {
          plan.fill(&output, tile: tile, from: input, scratch: &scratch, plan.scalarSteps[step...step])
        }
      }
    }
  }
}

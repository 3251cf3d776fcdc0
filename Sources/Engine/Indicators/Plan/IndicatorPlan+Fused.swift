public import TickmarkAgreement

extension IndicatorPlan {
  /// One pass over the panel: every indicator of a tile while the tile is in the first-level cache.
  ///
  /// Indicators of one kind that stand beside each other in the list (`sma:10,sma:20,sma:50`) share one pass over the
  /// tile's rows too.
  public static var fused: Variant<Body> {
    Variant("fused") { plan, input, scratch, output in
      var whole = output.mutableSpan
      plan.fill(&whole, tilesFrom: 0, from: input, scratch: &scratch.places[0].scratch, plan.fusedSteps[...])
    }
  }
}

public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory
import TickmarkParallel

extension IndicatorPlan {
  /// As `fused`, with the tiles shared between all processors.
  public static var parallel: Variant<Body> {
    Variant("parallel") { plan, input, scratch, output in
      let days = input.closes.days
      let tiles = TileParts.tiles(columns: plan.columns.count, days: days, of: Element.self)
      output.withDisjointParts(of: tiles * plan.columns.count * days) { output in
        let job = PlanJob(plan: plan, input: input, scratch: scratch, output: output, tilesPerPart: tiles)
        WorkerTeam.shared.perform(job, parts: output.parts)
      }
    }
  }
}

/// A part is some neighbouring tiles.
private struct PlanJob<Element: PanelElement>: PartedJob {
  let plan: IndicatorPlan<Element>
  let input: BarPanels<Element>
  let scratch: ThreadScratch
  let output: DisjointParts<SIMD16<Element>>
  let tilesPerPart: Int

  func run(part: Int, worker: Int) {
    output.fill(part) { columns in
      plan.fill(
        &columns, tilesFrom: part * tilesPerPart, from: input, scratch: &scratch.places[worker].scratch,
        plan.fusedSteps[...])
    }
  }
}

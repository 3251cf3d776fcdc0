import TickmarkFrames
import TickmarkMemory

/// What a variant of an indicator does to a tile.
///
/// It takes several sets of parameters at once, and fills their columns in one pass.
public struct IndicatorBody<Parameters: Indicator>: Sendable {
  let float: TileKernel<Parameters, Float>
  let double: TileKernel<Parameters, Double>
  /// The scratch that one set of parameters needs.
  let scratchRows: @Sendable (Parameters) -> Int

  /// The body for these parameters, as one that has none.
  func tileBody<Element: PanelElement>(_ indicators: [Parameters], of: Element.Type) -> TileBody<Element> {
    // One of the two has the element's type, which only a cast can tell.
    guard let kernel = float as? TileKernel<Parameters, Element> ?? double as? TileKernel<Parameters, Element> else {
      preconditionFailure("a panel holds Float or Double")
    }
    return { input, scratch, columns in kernel.fill(indicators, input, &scratch, &columns) }
  }
}

/// A kernel for one element.
struct TileKernel<Parameters: Indicator, Element: PanelElement>: Sendable {
  let fill:
    @Sendable (
      _ indicators: [Parameters], _ input: borrowing TileInput<Element>, _ scratch: inout TileScratch,
      _ columns: inout MutableSpan<SIMD16<Element>>
    ) -> Void
}

import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory
import Testing

@testable import TickmarkIndicators

/// The columns of one asset, by name.
typealias Columns = [String: [Double]]

/// A variant by its name, so that a test names what it failed on.
struct Implementation: Sendable, CustomTestStringConvertible {
  let set: IndicatorSet
  let variant: String

  var testDescription: String { "\(set) \(variant)" }

  static let all = IndicatorSet.allCases.flatMap { set in
    IndicatorSet.variants.map { Implementation(set: set, variant: $0.name) }
  }
  static let seed = all.filter { $0.set == .seed }
  static let bench = all.filter { $0.set == .bench }

  /// The columns of one series, computed beside nothing else.
  func columns(_ closes: [Double], volumes: [Double]? = nil) -> Columns {
    columns([closes], volumes: volumes.map { [$0] }, as: Double.self)[0]
  }

  /// The columns of several series of one length, computed side by side.
  func columns<Element: PanelElement>(
    _ closes: [[Double]], volumes: [[Double]]? = nil, as: Element.Type
  ) -> [Columns] {
    let days = closes.first?.count ?? 0
    let output = panels(closes, volumes: volumes ?? closes, as: Element.self)
    return closes.indices.map { asset in
      Dictionary(
        uniqueKeysWithValues: set.columns.enumerated().map { column, name in
          let start = (asset / 16 * set.columns.count + column) * days
          return (name, (0..<days).map { Double(output[start + $0][asset % 16]) })
        })
    }
  }

  /// Every row that the variant fills.
  func panels<Element: PanelElement>(
    _ closes: [[Double]], volumes: [[Double]], as: Element.Type
  ) -> Column<SIMD16<Element>> {
    let days = closes.first?.count ?? 0
    let prices = Panel<Element>(days: days, assets: closes.count) { Element(closes[$1][$0]) }
    let turnover = Panel<Element>(days: days, assets: closes.count) { Element(volumes[$1][$0]) }
    let scratch = IndicatorSet.makeScratch()
    var output = set.makeOutput(for: prices)
    guard let body = IndicatorSet.variants.named(variant) else { return Column(output) }
    set.fill(&output, closes: prices, volumes: turnover, scratch: scratch, with: body)
    return Column(output)
  }
}

/// Random walks from a seed, which the tests name.
enum Walk {
  static func of(_ count: Int, seed: UInt64) -> [Double] {
    let panel: Panel<Double> = ReferenceMarket.prices(days: count, assets: 1, seed: seed)
    return (0..<count).map { panel[$0, 0] }
  }

  /// In eighths, so that sums, shifts and mirror images are exact.
  static func eighths(_ count: Int, seed: UInt64) -> [Double] { of(count, seed: seed).map { ($0 * 8).rounded() / 8 } }
}

/// Whether two series have the same bits, NaN for NaN.
func sameBits(_ first: some Sequence<Double>, _ second: some Sequence<Double>) -> Bool {
  let (first, second) = (Array(first), Array(second))
  return first.count == second.count
    && zip(first, second).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
}

/// The first row at which two series are further apart than `relative` of the larger or `absolute`.
func firstDifference(
  _ actual: [Double], _ expected: [Double], relative: Double, absolute: Double = 0
) -> Disagreement? {
  OutputComparison.of(actual, with: expected, .within(relative: relative, absolute: absolute)).first
}

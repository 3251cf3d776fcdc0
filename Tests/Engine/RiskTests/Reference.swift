import Foundation
import TickmarkAgreement
import TickmarkFrames
import TickmarkRisk
import Testing

/// Inputs that formulas give, and what numpy, pandas, scikit-learn and scipy made of the same (`scripts/risk-fixtures`).
struct Reference: Decodable {
  let covariance: [Double]
  let population: [Double]
  let exponential: [Double]
  let ledoitWolf: [Double]
  let shrinkage: Double
  let factorReturns: [Double]
  let factorCovariance: [Double]
  let scores: [Double]
  let ranks: [Double]
  let robustScores: [Double]

  static let (days, assets, factors) = (40, 18, 3)
  static let weights = [0.5, 0.3, 0.2]

  static func read() throws -> Reference {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/references", withExtension: "json"))
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
  }

  static func returns<Element: PanelElement>(_: Element.Type = Element.self) -> Panel<Element> {
    Panel(days: days, assets: assets) { day, asset in
      Element(Double((day * 7919 + asset * 104_729 + day * asset * 30) % 2003) / 2003 * 0.04 - 0.02)
    }
  }

  static func loadings<Element: PanelElement>(_: Element.Type = Element.self) -> Matrix<Element> {
    Matrix(rows: factors, columns: assets) { Element(Double(($0 * 613 + $1 * 271) % 101) / 101 - 0.5) }
  }

  static var values: [Panel<Double>] {
    (0..<factors).map { factor in
      Panel(days: 1, assets: assets) { Double((factor * 37 + $1 * $1 * 11) % 97) }
    }
  }
}

/// Small markets for laws.
enum Sample {
  static func returns<Element: PanelElement>(
    days: Int, assets: Int, seed: UInt64 = 5, mean: Double = 0.0005, _: Element.Type = Element.self
  ) -> Panel<Element> {
    Panel(days: days, assets: assets) {
      Element((SplitMix.unit(seed: seed, $0 * assets + $1) - 0.5) / 25 + mean)
    }
  }

  /// Around a tile, around a block of 256, and around the days that are summed in registers.
  static let shapes = [
    (2, 1), (3, 15), (20, 16), (31, 17), (60, 33), (5, 255), (9, 256), (40, 290), (257, 40), (300, 60),
  ]
}

func covariance<Element: RiskElement>(
  _ returns: Panel<Element>, _ rule: CovarianceRule = .sample, _ variant: String = "scalar"
) throws -> Matrix<Element> {
  let body = try #require(Covariance<Element>.variants.named(variant)).body
  var workspace = CovarianceWorkspace<Element>(days: returns.days, assets: returns.assets)
  let error = body(try CovarianceInput(returns: returns, rule: rule), &workspace)
  #expect(error == nil)
  return workspace.covariance.copied()
}

/// The largest distance over the root of both variances.
func largestError<A, B>(_ matrix: Matrix<A>, _ truth: Matrix<B>) -> Double {
  var largest = 0.0
  for row in 0..<truth.rows {
    for column in 0..<truth.columns {
      let scale = (Double(truth[row, row]) * Double(truth[column, column])).squareRoot()
      largest = max(largest, abs(Double(matrix[row, column]) - Double(truth[row, column])) / scale)
    }
  }
  return largest
}

import Testing

@testable import TickmarkOptimization

@Suite struct ParameterImportanceTests {
  /// 400 random points of three parameters, the last of which has four values.
  private func shares(_ loss: (Point) -> Double) -> [Double]? {
    var random = TrialRandom(seed: 4, trial: 0)
    let points = (0..<400).map { _ in
      Point(values: [random.nextUnit(), random.nextUnit(), (4 * random.nextUnit()).rounded(.down)])
    }
    return ParameterImportance.shares(of: points, losses: points.map(loss), dimensions: 3)
  }

  @Test func `what decides alone has nearly everything, what does nothing has nearly nothing`() throws {
    let shares = try #require(shares { ($0.values[0] - 0.4) * ($0.values[0] - 0.4) })
    #expect(shares[0] > 0.9 && shares[1] < 0.05 && shares[2] < 0.05)
    let ofChoice = try #require(self.shares { $0.values[2] })
    #expect(ofChoice[2] > 0.99 && ofChoice[0] < 0.05)
  }

  @Test func `a monotone change of the values changes nothing`() throws {
    let plain = try #require(shares { $0.values[0] + 0.5 * $0.values[1] })
    let bent = try #require(
      shares { point in
        let sum = point.values[0] + 0.5 * point.values[1]
        return sum * sum * sum - 100
      })
    #expect(plain == bent && plain[0] > plain[1] && plain[1] > 0.1)
  }

  @Test func `too few trials and equal values have none`() {
    let point = Point(values: [1])
    #expect(ParameterImportance.shares(of: [point, point], losses: [1, 2], dimensions: 1) == nil)
    #expect(shares { _ in 1 } == nil)
  }
}

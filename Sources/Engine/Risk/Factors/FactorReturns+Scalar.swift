public import TickmarkAgreement

extension FactorReturns {
  /// Asset by asset in Float64: the reference.
  public static var scalar: Variant<Body> {
    Variant("scalar") { input, workspace in
      workspace.check(input)
      workspace.multiplyScalar(input)
      return nil
    }
  }
}

extension FactorWorkspace {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  fileprivate mutating func multiplyScalar(_ input: FactorInput<Element>) {
    let returns = input.returns.rows.span
    let loadings = input.loadings.values.span
    let (days, assets, factors) = (days, assets, factors)
    for day in 0..<days {
      for factor in 0..<factors {
        var sum = 0.0
        for asset in 0..<assets {
          sum += Double(returns[asset / 16 * days + day][asset % 16]) * Double(loadings[factor * assets + asset])
        }
        factorReturns.values[day * factors + factor] = Element(sum)
      }
    }
  }
}

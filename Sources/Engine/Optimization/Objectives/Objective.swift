public import TickmarkBacktest

/// What a study looks for in a back-test.
public enum Objective: String, Sendable, CaseIterable, Codable {
  case sharpe
  case sortino
  case calmar
  case totalReturn = "total-return"
  case maximumDrawdown = "maximum-drawdown"
  case turnover

  public var direction: Direction {
    switch self {
    case .sharpe, .sortino, .calmar, .totalReturn: .maximize
    case .maximumDrawdown, .turnover: .minimize
    }
  }

  public func value(of performance: Performance) -> Double {
    switch self {
    case .sharpe: performance.sharpe
    case .sortino: performance.sortino
    case .calmar: performance.calmar
    case .totalReturn: performance.totalReturn
    case .maximumDrawdown: performance.maximumDrawdown
    case .turnover: performance.turnover
    }
  }
}

import Glibc
import TickmarkMemory

/// What the daily net asset value came to. A year has 252 days; the risk-free rate is 0.
///
///     CAGR = (final / capital)^(252 / days) − 1
///     volatility = s · √252,  Sharpe = m / s · √252,  Sortino = m / √(mean of min(r, 0)²) · √252
///
/// with m and s the mean and the sample standard deviation (n − 1) of the daily returns; Calmar is the CAGR over the
/// maximum drawdown. A ratio whose divisor is 0 is 0, as is the deviation of a single day. The CAGR of what ended below 0
/// is NaN.
public struct Performance: Sendable, Equatable {
  public internal(set) var initialCapital = 0.0
  public internal(set) var finalCapital = 0.0
  /// As a fraction.
  public internal(set) var totalReturn = 0.0
  public internal(set) var cagr = 0.0
  public internal(set) var volatility = 0.0
  public internal(set) var sharpe = 0.0
  public internal(set) var sortino = 0.0
  public internal(set) var calmar = 0.0
  /// The deepest fall below the highest value so far, the initial capital among them, as a fraction above 0.
  public internal(set) var maximumDrawdown = 0.0
  /// The longest time below a former highest value, in days of the series.
  public internal(set) var longestDrawdown = 0
  /// Value of the fills over the mean net asset value, a year: 2 where the whole book is bought and sold once.
  public internal(set) var turnover = 0.0
  /// Mean of Σ |shares| · price over the net asset value.
  public internal(set) var exposure = 0.0
  public internal(set) var totalCosts = 0.0

  public static var daysPerYear: Double { 252 }

  /// Of no run.
  init() {}

  /// - Precondition: the run had at least one day.
  init(_ run: borrowing BookWorkspace, capital: Double) {
    let days = Double(run.days)
    initialCapital = capital
    finalCapital = run.nav[run.days - 1]
    totalReturn = finalCapital / capital - 1
    // A power of what is below 0 has a value where 252 / days is whole, and it means nothing.
    cagr = finalCapital < 0 ? .nan : pow(finalCapital / capital, Self.daysPerYear / days) - 1
    rates(run, days: days)
    fall(run, capital: capital)
    calmar = maximumDrawdown > 0 ? cagr / maximumDrawdown : 0
    use(run, days: days)
  }

  private mutating func rates(_ run: borrowing BookWorkspace, days: Double) {
    var sum = 0.0
    for day in 0..<run.days { sum += run.returns[day] }
    let mean = sum / days
    var scatter = 0.0
    var falls = 0.0
    for day in 0..<run.days {
      let distance = run.returns[day] - mean
      scatter += distance * distance
      let fall = min(run.returns[day], 0)
      falls += fall * fall
    }
    let deviation = run.days > 1 ? (scatter / (days - 1)).squareRoot() : 0
    let downside = (falls / days).squareRoot()
    let year = Self.daysPerYear.squareRoot()
    volatility = deviation * year
    sharpe = deviation == 0 ? 0 : mean / deviation * year
    sortino = downside == 0 ? 0 : mean / downside * year
  }

  private mutating func fall(_ run: borrowing BookWorkspace, capital: Double) {
    var peak = capital
    var below = 0
    for day in 0..<run.days {
      let value = run.nav[day]
      if value >= peak {
        peak = value
        below = 0
      } else {
        below += 1
        longestDrawdown = max(longestDrawdown, below)
        maximumDrawdown = max(maximumDrawdown, 1 - value / peak)
      }
    }
  }

  private mutating func use(_ run: borrowing BookWorkspace, days: Double) {
    var traded = 0.0
    var worth = 0.0
    var exposed = 0.0
    for day in 0..<run.days {
      traded += run.tradedValue[day]
      worth += run.nav[day]
      exposed += run.grossValue[day] / run.nav[day]
      totalCosts += run.costs[day]
    }
    turnover = traded / (worth / days) * (Self.daysPerYear / days)
    exposure = exposed / days
  }

  /// In the order of the report.
  public var named: [(name: String, value: Double)] {
    [
      ("initial_capital", initialCapital), ("final_capital", finalCapital), ("total_return_pct", totalReturn * 100),
      ("capital_growth_factor", finalCapital / initialCapital), ("cagr", cagr), ("volatility", volatility),
      ("sharpe", sharpe), ("sortino", sortino), ("calmar", calmar), ("max_drawdown", maximumDrawdown),
      ("max_drawdown_days", Double(longestDrawdown)), ("turnover", turnover), ("exposure", exposure),
      ("total_costs", totalCosts),
    ]
  }
}

/// Every single indicator, by name.
public enum IndicatorCatalog {
  public static var all: [any Indicator.Type] {
    [
      SMA.self, EMA.self, MinMax.self,
      Bollinger.self, Deviation.self, ZScore.self, Correlation.self, Beta.self, ATR.self, ADX.self,
      WMA.self, RSI.self, SimpleRSI.self, MACD.self, RateOfChange.self, Returns.self, LogReturns.self,
      VolumeSMA.self, OBV.self, Stochastic.self,
    ]
  }

  /// Reads a list as the command line has it: `sma:20,macd:12/26/9,rsi`.
  ///
  /// Without numbers an indicator takes its usual ones.
  ///
  /// - Throws: `none`, `unknown`, `parameterCount` and `badParameter`.
  public static func indicators(_ list: String) throws(IndicatorError) -> [any Indicator] {
    var indicators: [any Indicator] = []
    for item in list.split(separator: ",") {
      indicators.append(try indicator(String(item)))
    }
    guard !indicators.isEmpty else { throw .none }
    return indicators
  }

  private static func indicator(_ text: String) throws(IndicatorError) -> any Indicator {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let type = all.first(where: { $0.name == parts[0] }) else {
      throw .unknown(parts[0], known: all.map { $0.name })
    }
    guard parts.count == 2 else { return try type.init(type.parameters.map(\.standard)) }
    let texts = parts[1].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard texts.count == type.parameters.count else {
      throw .parameterCount(type.name, given: texts.count, wanted: type.parameters.map(\.name))
    }
    var values: [Double] = []
    for (text, parameter) in zip(texts, type.parameters) {
      guard let value = Double(text) else { throw .badParameter(type.name, parameter, given: "'\(text)'") }
      values.append(value)
    }
    return try type.init(values)
  }
}

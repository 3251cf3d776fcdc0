import TickmarkIndicators

extension Query {
  func list(_ name: String) throws(RequestError) -> [String] {
    guard let text = self[name], !text.isEmpty else { throw .badQuery("give \(name)=A,B") }
    return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  func count(_ name: String, in range: ClosedRange<Int>, or standard: Int) throws(RequestError) -> Int {
    guard let text = self[name] else { return standard }
    guard let count = Int(text), range.contains(count) else {
      throw .badQuery("\(name) is a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return count
  }

  /// The plan of a list of indicators, as on the command line.
  func plan(_ name: String, or standard: String) throws(RequestError) -> IndicatorPlan<Float> {
    do { return try IndicatorPlan(self[name] ?? standard) } catch { throw .badQuery("\(error)") }
  }
}

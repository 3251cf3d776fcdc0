import GRDB
public import TickmarkAgreement
public import TickmarkFrames

extension Store {
  /// The last close of each symbol.
  ///
  /// - Throws: `unknownSymbols`, with all that are unknown.
  public func latest(_ symbols: [String]) throws(StoreError) -> [(symbol: String, day: Day?, close: Double)] {
    let codes = try codes(of: symbols)
    let closes = try latest(codes)
    return zip(symbols, closes).map { ($0, $1.close.isNaN ? nil : Day(number: $1.day), $1.close) }
  }

  /// The last close of the symbol with each code, by one reader.
  public func latest(
    _ codes: [Int32], by variant: Variant<LatestClose.Body> = LatestClose.standard
  ) throws(StoreError) -> [DatedClose] {
    var closes = Array(repeating: DatedClose(), count: codes.count)
    try latest(codes, into: &closes, by: variant)
    return closes
  }

  /// The same, into memory that is there.
  ///
  /// - Precondition: one close a code.
  public func latest(
    _ codes: [Int32], into closes: inout [DatedClose], by variant: Variant<LatestClose.Body> = LatestClose.standard
  ) throws(StoreError) {
    precondition(codes.count == closes.count, "one close a code")
    try readRows { try variant.body(PriceReader(database: $0), codes, &closes) }
  }

  /// - Throws: `unknownSymbols`.
  public func codes(of symbols: [String]) throws(StoreError) -> [Int32] {
    let known = try readRows { try Self.codes(in: $0) }
    let unknown = symbols.filter { known[$0] == nil }
    guard unknown.isEmpty else { throw .unknownSymbols(unknown, path: path) }
    return symbols.compactMap { known[$0] }
  }
}

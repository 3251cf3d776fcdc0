import NIOCore
import TickmarkCache
import TickmarkFrames
import TickmarkIndicators

/// `GET /v1/indicators?symbols=A,B&indicators=sma:20,rsi:14&days=30`: the last days of some symbols' indicators.
///
/// Computed over each symbol's whole history, so that the days that are shown do not depend on how many there are.
struct IndicatorsEndpoint: Endpoint {
  let path = "/v1/indicators"
  let book: PriceBook
  let cache: TieredCache
  let limits: ServiceLimits

  static let standard = "sma:20,ema:12,rsi:14,macd:12/26/9,bollinger"

  func reply(to request: Request) throws(RequestError) -> Reply {
    // By the text: what is asked again is not even read.
    let key = CacheKey(
      operation: path, variant: "fused", parameters: ["query": .text(String(request.queryText))], dataset: book.dataset)
    if let body = cache.cached(key, as: CachedBody.self) { return .ready(Response(body: body.buffer)) }

    let query = try request.query("symbols", "indicators", "days")
    let symbols = try query.list("symbols")
    let days = try query.count("days", in: 1...100_000, or: 30)
    let unknown = symbols.filter { book.directory.code($0) == nil }
    guard unknown.isEmpty else { throw .unknownSymbols(unknown) }
    let codes = symbols.compactMap { book.directory.code($0).map(Int.init) }
    let plan = try query.plan("indicators", or: Self.standard)
    let values = codes.count * plan.columns.count * min(days, book.calendar.count)
    guard values <= limits.values else { throw .tooLarge(values: values, limit: limits.values) }
    return .later { [self] in
      let cached = try cache.value(for: key) { CachedBody(try body(codes, plan, days: days)) }
      return Response(body: cached.buffer)
    }
  }

  private func body(_ codes: [Int], _ plan: IndicatorPlan<Float>, days: Int) throws(RequestError) -> ByteBuffer {
    let columns = try IndicatorColumns(plan, over: book.ownRows(of: codes))
    var buffer = ByteBuffer()
    buffer.writeStaticString("{\"schema\":\"tickmark.indicators/1\",\"symbols\":{")
    for (asset, code) in codes.enumerated() {
      let rows = book.frame.rows(of: code)
      let shown = max(0, rows.count - days)..<rows.count
      buffer.writeString("\(asset == 0 ? "" : ",")\(JSONText.quoted(book.frame.symbols[code])):{\"date\":[")
      buffer.writeString(
        shown.map { "\"\(book.frame.moment(rows.lowerBound + $0))\"" }.joined(separator: ",") + "]")
      for (column, name) in columns.names.enumerated() {
        buffer.writeString(",\"\(name)\":[")
        let texts = shown.map { JSONText.number(columns.value(column, day: $0, asset: asset)) }
        buffer.writeString(texts.joined(separator: ",") + "]")
      }
      buffer.writeStaticString("}")
    }
    buffer.writeStaticString("}}\n")
    return buffer
  }
}

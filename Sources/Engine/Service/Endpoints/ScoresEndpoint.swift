import NIOCore
import TickmarkCache
import TickmarkFrames
import TickmarkIndicators
import TickmarkRisk

/// `GET /v1/scores?factors=roc:60,rsi:14&weights=0.7,-0.3&date=2016-12-08&top=20`: what several indicators together say of every
/// symbol on a day, the best first.
struct ScoresEndpoint: Endpoint {
  let path = "/v1/scores"
  let book: PriceBook
  let cache: TieredCache

  func reply(to request: Request) throws(RequestError) -> Reply {
    let key = CacheKey(
      operation: path, variant: "simd", parameters: ["query": .text(String(request.queryText))], dataset: book.dataset)
    if let body = cache.cached(key, as: CachedBody.self) { return .ready(Response(body: body.buffer)) }

    let query = try request.query("factors", "weights", "date", "top")
    let plan = try query.plan("factors", or: "roc:60,rsi:14")
    let weights = try weights(query, plan)
    let top = try query.count("top", in: 1...1_000_000, or: 20)
    let day = try day(query)
    let list = plan.indicators.map(\.specification).joined(separator: ",")
    return .later { [self] in
      let cached = try cache.value(for: key) {
        let columns = try cache.value(for: columnsKey(list), in: .panels) {
          CachedColumns(try IndicatorColumns(plan, over: book.calendarRows()))
        }
        return CachedBody(try body(columns.columns, weights, day: day, top: top))
      }
      return Response(body: cached.buffer)
    }
  }

  private func columnsKey(_ list: String) -> CacheKey {
    CacheKey(
      operation: "indicators by calendar", variant: "fused", parameters: ["list": .text(list)], dataset: book.dataset)
  }

  private func weights(_ query: Query, _ plan: IndicatorPlan<Float>) throws(RequestError) -> [Double] {
    guard query["weights"] != nil else {
      return Array(repeating: 1 / Double(plan.columns.count), count: plan.columns.count)
    }
    var weights: [Double] = []
    for text in try query.list("weights") {
      guard let weight = Double(text), weight.isFinite else { throw .badQuery("a weight is a number, not '\(text)'") }
      weights.append(weight)
    }
    guard weights.count == plan.columns.count else {
      throw .badQuery(
        "\(weights.count) weights for \(plan.columns.count) columns (\(plan.columns.joined(separator: ", ")))")
    }
    return weights
  }

  private func day(_ query: Query) throws(RequestError) -> Int {
    guard let text = query["date"] else { return book.calendar.count - 1 }
    guard let day = book.calendar.firstIndex(where: { "\($0)" == text }) else {
      throw .badQuery("no prices of '\(text)'; dates are as in 2016-12-08")
    }
    return day
  }

  private func body(
    _ columns: IndicatorColumns, _ weights: [Double], day: Int, top: Int
  ) throws(RequestError) -> ByteBuffer {
    let factors = columns.names.indices.map { column in
      Panel<Float>(days: 1, assets: columns.assets) { columns.value(column, day: day, asset: $1) }
    }
    let input: ScoreInput<Float>
    do { input = try ScoreInput(factors: factors, weights: weights) } catch { throw .badQuery("\(error)") }
    var workspace = ScoreWorkspace(days: 1, assets: columns.assets)
    FactorScores<Float>.simd.body(input, &workspace)
    let scored = (0..<columns.assets).filter { workspace.scores[0, $0].isFinite }
      .sorted { (workspace.ranks[0, $1], $0) < (workspace.ranks[0, $0], $1) }
    let rows = scored.prefix(top).map { asset in
      "{\"symbol\":\(JSONText.quoted(book.frame.symbols[asset])),\"score\":\(workspace.scores[0, asset]),\"rank\":\(workspace.ranks[0, asset])}"
    }
    return ByteBuffer(
      string:
        "{\"schema\":\"tickmark.scores/1\",\"date\":\"\(book.calendar[day])\",\"scored\":\(scored.count),\"scores\":[\(rows.joined(separator: ","))]}\n"
    )
  }
}

/// Columns of all symbols in the cache.
final class CachedColumns: Cacheable {
  let columns: IndicatorColumns

  init(_ columns: IndicatorColumns) { self.columns = columns }

  var heldBytes: Int { columns.rows.heldBytes + 128 }
}

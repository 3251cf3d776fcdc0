import CoreMetrics
import Foundation
import NIOCore
import NIOHTTP1
import TickmarkFrames
import TickmarkStore
import TickmarkStreaming

/// `GET /v1/portfolio`: what each position is worth at its last close, the largest first.
///
/// Asked of the store each time: another program may have changed it.
struct PortfolioEndpoint: Endpoint {
  let path = "/v1/portfolio"
  let store: Store?
  let metrics: ServiceMetrics

  func reply(to request: Request) throws(RequestError) -> Reply {
    _ = try request.query()
    guard let store else { throw .noStore }
    return .later {
      let start = SteadyClock.now
      let positions = try store.valuation()
      metrics.storeQueries.recordNanoseconds(SteadyClock.now - start)
      let rows = positions.map { position in
        let date = position.day.map { "\"\(Day(number: $0))\"" } ?? "null"
        return
          "{\"symbol\":\(JSONText.quoted(position.symbol)),\"quantity\":\(position.quantity),\"date\":\(date),\"close\":\(JSONText.number(position.close ?? .nan)),\"value\":\(JSONText.number(position.value ?? .nan))}"
      }
      let total = positions.compactMap(\.value).reduce(0, +)
      let unpriced = positions.count { $0.value == nil }
      return Response(
        json:
          "{\"schema\":\"tickmark.valuation/1\",\"value\":\(JSONText.number(total)),\"withoutClose\":\(unpriced),\"positions\":[\(rows.joined(separator: ","))]}\n"
      )
    }
  }
}

/// `PUT /v1/portfolio` with `{"holdings": {"S0001": 100}}`: puts holdings in place of the portfolio, all of them or none.
struct HoldingsEndpoint: Endpoint {
  let method = HTTPMethod.PUT
  let path = "/v1/portfolio"
  let isChange = true
  let store: Store?
  let metrics: ServiceMetrics

  private struct Body: Decodable {
    let holdings: [String: Double]
  }

  func reply(to request: Request) throws(RequestError) -> Reply {
    guard let store else { throw .noStore }
    let holdings: [String: Double]
    do {
      holdings = try JSONDecoder().decode(Body.self, from: Data(request.body.readableBytesView)).holdings
    } catch {
      throw .badBody("{\"holdings\": {\"SYMBOL\": quantity}} is wanted")
    }
    return .later {
      let start = SteadyClock.now
      do {
        try store.setPortfolio(holdings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
      } catch StoreError.unknownSymbols(let names, _) {
        throw RequestError.unknownSymbols(names)
      }
      metrics.storeQueries.recordNanoseconds(SteadyClock.now - start)
      return Response(json: "{\"positions\":\(holdings.count)}\n")
    }
  }
}

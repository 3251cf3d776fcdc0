import NIOCore
import NIOHTTP1
import TickmarkCache

/// `GET /health`: the process lives.
struct HealthEndpoint: Endpoint {
  let path = "/health"
  let isAlwaysOpen = true

  func reply(to request: Request) -> Reply { .ready(Response(json: "{\"status\":\"alive\"}\n")) }
}

/// `GET /ready`: 200 where requests are taken, 503 while the service warms up or ends.
struct ReadyEndpoint: Endpoint {
  let path = "/ready"
  let isAlwaysOpen = true
  let readiness: Readiness

  func reply(to request: Request) throws(RequestError) -> Reply {
    guard readiness.isReady else { throw .notReady }
    return .ready(Response(json: "{\"status\":\"ready\"}\n"))
  }
}

/// `GET /metrics`: what Prometheus reads.
struct MetricsEndpoint: Endpoint {
  let path = "/metrics"
  let isAlwaysOpen = true
  let readings: ServiceReadings

  func reply(to request: Request) -> Reply {
    .later {
      readings.take()
      let text = PrometheusText.text(of: readings.metrics.registry)
      return Response(type: PrometheusText.contentType, body: ByteBuffer(string: text))
    }
  }
}

/// `GET /v1/symbols`: the symbols of the prices and of the stream, and the stream's columns.
struct SymbolsEndpoint: Endpoint {
  let path = "/v1/symbols"
  private let body: ByteBuffer

  init(prices: [String], stream: [String], columns: [String]) {
    func list(_ names: [String]) -> String { "[" + names.map(JSONText.quoted).joined(separator: ",") + "]" }
    body = ByteBuffer(
      string: "{\"prices\":\(list(prices)),\"stream\":\(list(stream)),\"columns\":\(list(columns))}\n")
  }

  func reply(to request: Request) -> Reply { .ready(Response(body: body)) }
}

/// `DELETE /v1/cache`: forgets every answer.
struct CacheEndpoint: Endpoint {
  let method = HTTPMethod.DELETE
  let path = "/v1/cache"
  let isChange = true
  let cache: TieredCache

  func reply(to request: Request) -> Reply {
    .later {
      cache.removeAll()
      return Response(json: "{\"forgotten\":true}\n")
    }
  }
}

/// `GET /v1/verdicts`: the last comparison that the harness has made, if there is one.
struct VerdictsEndpoint: Endpoint {
  let path = "/v1/verdicts"
  let verdicts: @Sendable () -> String?

  func reply(to request: Request) -> Reply {
    .later { [verdicts] in Response(json: "{\"verdicts\":\(verdicts() ?? "null")}\n") }
  }
}

/// `GET /`: the page.
struct PageEndpoint: Endpoint {
  let path = "/"
  let isAlwaysOpen = true
  private let body = ByteBuffer(bytes: PackageResources.page_html)

  func reply(to request: Request) -> Reply {
    var response = Response(type: "text/html; charset=utf-8", body: body)
    response.headers = [
      ("cache-control", "no-cache"),
      (
        "content-security-policy",
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:"
      ),
    ]
    return .ready(response)
  }
}

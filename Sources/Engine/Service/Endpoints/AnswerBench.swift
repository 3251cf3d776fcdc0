import NIOCore
import TickmarkCache
package import TickmarkFrames

/// The answer to one question about indicators without a connection: what a suite times.
package final class AnswerBench {
  private let endpoint: IndicatorsEndpoint
  private let request: Request
  private var last = ByteBuffer()

  /// Ten symbols, thirty days.
  package init(_ frame: Frame) throws {
    let cache = try TieredCache()
    endpoint = IndicatorsEndpoint(book: PriceBook(frame, dataset: "bench"), cache: cache, limits: ServiceLimits())
    let symbols = frame.symbols.prefix(10).joined(separator: ",")
    request = Request(queryText: "symbols=\(symbols)&days=30", body: ByteBuffer())
    computed()
  }

  /// The bytes of the last answer.
  package var bytes: [Int] { last.readableBytesView.map(Int.init) }

  package func computed() {
    endpoint.cache.removeAll()
    answer()
  }

  package func cached() { answer() }

  private func answer() {
    guard let reply = try? endpoint.reply(to: request) else { return }
    switch reply {
    case .ready(let response): last = response.body
    case .later(let work): last = Router.response(work).body
    }
  }
}

public import TickmarkCache
public import TickmarkIndicators
public import TickmarkStore
public import TickmarkStreaming
import CoreMetrics
import NIOCore
import NIOPosix
import Synchronization
import TickmarkAllocator

/// What a service is made of.
public struct ServiceSettings: Sendable {
  public var host = "127.0.0.1"
  /// 0: any that is free.
  public var port = 0
  /// Event loops.
  public var threads = System.coreCount
  public var limits = ServiceLimits()
  public var batch = BatchRule(milliseconds: 5)
  public var indicators: [any Indicator] = []
  public var queueCapacity = 65_536
  public var queuePolicy = QueuePolicy.conflate
  /// What changes want; nil: nothing can be changed.
  public var token: String?
  /// Updates that were due before this moment are of the past: the service is ready once it has caught up with them.
  public var caughtUpFrom: Int64?

  public init() {}
}

/// HTTP and WebSocket over the engine: batch indicators, scores and valuations for who asks, updates for who subscribes.
///
///     let service = try await Service.start(settings, book: book, store: store, sources: [source], streamSymbols: names)
///     …
///     await service.stop()
public final class Service: Sendable {
  public let port: Int
  private let acceptor: any Channel
  private let group: MultiThreadedEventLoopGroup
  private let core: ServiceCore
  private let stream: Task<Void, any Error>
  private let ticks: [RepeatedTask]

  private init(
    acceptor: any Channel, group: MultiThreadedEventLoopGroup, core: ServiceCore, stream: Task<Void, any Error>,
    ticks: [RepeatedTask]
  ) {
    port = acceptor.localAddress?.port ?? 0
    (self.acceptor, self.group, self.core, self.stream, self.ticks) = (acceptor, group, core, stream, ticks)
  }

  /// Listens, and begins to compute what the sources send.
  ///
  /// - Parameters:
  ///   - streamSymbols: the names of the symbols that the sources' updates have as numbers.
  ///   - verdicts: the last comparison of the harness as JSON, asked for now and then.
  /// - Throws: where the address cannot be had.
  public static func start(
    _ settings: ServiceSettings, book: PriceBook, store: Store?, cache: TieredCache, sources: [any UpdateSource],
    streamSymbols: [String], verdicts: @escaping @Sendable () -> String? = { nil }
  ) async throws -> Service {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, settings.threads))
    let core = ServiceCore(
      settings, book: book, store: store, cache: cache, streamSymbols: streamSymbols,
      rejected: { sources.reduce(0) { $0 + (($1 as? LineFeed)?.rejected ?? 0) } }, verdicts: verdicts, group: group)
    let acceptor: any Channel
    do { acceptor = try await core.listen(on: group) } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    let stream = Task { try await core.run(sources) }
    if settings.caughtUpFrom == nil { core.readiness.becomeReady() }
    return Service(acceptor: acceptor, group: group, core: core, stream: stream, ticks: core.startTicks())
  }

  public var isReady: Bool { core.readiness.isReady }

  /// What the stream ended with, if it ended by itself.
  public func waitForStream() async throws { try await stream.value }

  /// Ends: takes no more connections, sends what is computed, lets requests finish, tells subscribers, and waits for them as long as
  /// the limits say.
  ///
  /// - Returns: how many connections had to be cut.
  @discardableResult public func stop() async -> Int {
    core.readiness.drain()
    try? await acceptor.close()
    stream.cancel()
    _ = try? await stream.value
    core.broadcaster.close()
    let left = await core.drain()
    for tick in ticks { tick.cancel() }
    core.purge.stop()
    try? await group.shutdownGracefully()
    return left
  }
}

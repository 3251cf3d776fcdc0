import CoreMetrics
import NIOCore
import NIOPosix
import Synchronization
import TickmarkAllocator
import TickmarkCache
import TickmarkStore
import TickmarkStreaming

/// The parts of a service, put together.
final class ServiceCore: Sendable {
  let settings: ServiceSettings
  let readiness = Readiness()
  let purge = QuietPurge(quiet: .seconds(1), interval: .seconds(30))
  let connections = ConnectionCount()
  let metrics: ServiceMetrics
  let broadcaster: Broadcaster
  let router: Router
  let directory: SymbolDirectory
  let desks: [NIOLoopBoundBox<LoopDesk>]
  private let pipeline: Pipeline
  private let readings: ServiceReadings
  private let cache: TieredCache
  private let verdicts: @Sendable () -> String?
  private let told = Mutex<String?>(nil)

  init(
    _ settings: ServiceSettings, book: PriceBook, store: Store?, cache: TieredCache, streamSymbols: [String],
    rejected: @escaping @Sendable () -> Int, verdicts: @escaping @Sendable () -> String?,
    group: MultiThreadedEventLoopGroup
  ) {
    let metrics = ServiceMetrics(registry: MetricsRegistry())
    let log = RequestLog(metrics.registry)
    let readership = Readership(symbols: streamSymbols.count)
    let desks = group.makeIterator().map { loop in
      NIOLoopBoundBox.makeBoxSendingValue(
        LoopDesk(
          hub: FanoutHub(names: streamSymbols, readership: readership, metrics: metrics),
          limits: settings.limits), eventLoop: loop)
    }
    let pipeline = Pipeline(
      symbols: max(1, streamSymbols.count), indicators: settings.indicators, capacity: settings.queueCapacity,
      policy: settings.queuePolicy)
    let columns = settings.indicators.flatMap(\.columns)
    broadcaster = Broadcaster(
      names: streamSymbols, rule: settings.batch, limit: settings.queueCapacity, columns: columns.count,
      readership: readership, desks: desks)
    let (connections, readiness, purge) = (connections, readiness, purge)
    readings = ServiceReadings(
      metrics: metrics,
      sources: ServiceReadings.Sources(
        cache: cache, queues: { pipeline.statistics }, rejected: rejected, connections: { connections.now }, log: log,
        readiness: readiness, purge: purge, connectionLimit: settings.limits.connections))
    router = Router(
      [
        PageEndpoint(), HealthEndpoint(), ReadyEndpoint(readiness: readiness), MetricsEndpoint(readings: readings),
        SymbolsEndpoint(prices: book.frame.symbols, stream: streamSymbols, columns: columns),
        VerdictsEndpoint(verdicts: verdicts), CacheEndpoint(cache: cache),
        IndicatorsEndpoint(book: book, cache: cache, limits: settings.limits),
        ScoresEndpoint(book: book, cache: cache), PortfolioEndpoint(store: store, metrics: metrics),
        HoldingsEndpoint(store: store, metrics: metrics),
      ], token: settings.token, readiness: readiness, log: log)
    directory = SymbolDirectory(streamSymbols)
    (self.settings, self.metrics, self.desks) = (settings, metrics, desks)
    (self.pipeline, self.cache, self.verdicts) = (pipeline, cache, verdicts)
  }

  /// What a subscriber is told first.
  var hello: String {
    let columns = settings.indicators.flatMap(\.columns).map(JSONText.quoted).joined(separator: ",")
    return "{\"hello\":{\"version\":1,\"columns\":[\(columns)],\"batchMilliseconds\":\(settings.batch.milliseconds)}}"
  }

  /// Runs the stream until its sources end or its task is cancelled.
  func run(_ sources: [any UpdateSource]) async throws {
    let (metrics, broadcaster) = (metrics, broadcaster)
    try await pipeline.run(sources) { batch in
      metrics.updates.increment(by: batch.updates.count)
      metrics.calculations.increment(by: batch.updates.count * batch.columns.count)
      await broadcaster.publish(batch)
    }
  }

  /// What is done again and again: time-outs, what the page is told, and room that the cache gives back.
  func startTicks() -> [RepeatedTask] {
    purge.start()
    let timeouts = desks.map { desk in
      desk.eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(250), delay: .milliseconds(250)) { _ in
        desk.value.check()
      }
    }
    let second = desks[0].eventLoop.scheduleRepeatedAsyncTask(initialDelay: .seconds(1), delay: .seconds(1)) {
      [self] task in
      // Files are read: not on a loop.
      NIOThreadPool.singleton.runIfActive(eventLoop: desks[0].eventLoop) { [self] in everySecond() }
    }
    return timeouts + [second]
  }

  private func everySecond() {
    if let from = settings.caughtUpFrom, !readiness.isReady, broadcaster.lastDue >= from { readiness.becomeReady() }
    cache.sweep()
    tell(.metrics, readings.pageMessage())
    let latest = verdicts()
    let isNew = told.withLock { told in
      defer { told = latest }
      return told != latest
    }
    if isNew { tell(.verdicts, "{\"verdicts\":\(latest ?? "null")}") }
  }

  private func tell(_ topic: StreamCommand.Topic, _ text: String) {
    let frame = WebSocketText.frame(text: text)
    for desk in desks { desk.eventLoop.execute { desk.value.hub.tell(topic, frame) } }
  }

  /// Tells every connection that the service ends, and waits until they are closed, as long as the limits say.
  ///
  /// - Returns: how many are left.
  func drain() async -> Int {
    for desk in desks { desk.eventLoop.execute { desk.value.drain() } }
    let end = SteadyClock.now + Int64(settings.limits.drainSeconds * 1e9)
    while connections.now.all > 0, SteadyClock.now < end {
      do { try await Task.sleep(for: .milliseconds(10)) } catch { break }
    }
    return connections.now.all
  }
}

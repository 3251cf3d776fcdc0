public import TickmarkMeasurement

/// Every suite of the engine, in the order in which they run.
public enum EngineSuites {
  public static let all: [Suite] = [
    .market,
    .frames,
    .cuts,
    .indicators,
    .singleIndicators,
    .streams,
    .tracking,
    .book,
    .portfolio,
    .pipeline,
    .pools,
    .churn,
    .flags,
    .sweep,
    .studies,
    .risk,
    .scores,
    .cache,
    .store,
    .storeSettings,
    .streaming,
    .service,
  ]
}

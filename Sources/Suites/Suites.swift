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
    .pipeline,
    .pools,
    .churn,
    .flags,
    .sweep,
    .studies,
  ]
}

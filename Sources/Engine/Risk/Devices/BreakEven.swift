/// From which size a device is quicker than the processor, transfers included, by what two sizes took.
///
///     device = latency + bytes / bandwidth        host = host latency + products / rate
///
/// What the device computes is counted as transfer: a large size is measured, so the line errs against the device for
/// operations with more products a byte, never for it.
public struct BreakEven: Sendable, Equatable {
  /// An operation's size.
  public struct Work: Sendable, Equatable {
    /// What goes to the device and comes back.
    public let bytes: Double
    public let products: Double

    public init(bytes: Double, products: Double) { (self.bytes, self.products) = (bytes, products) }
  }

  /// What a size took on both; times are finite.
  public struct Sample: Sendable {
    public let work: Work
    public let deviceSeconds: Double
    public let hostSeconds: Double

    public init(work: Work, deviceSeconds: Double, hostSeconds: Double) {
      (self.work, self.deviceSeconds, self.hostSeconds) = (work, deviceSeconds, hostSeconds)
    }
  }

  public let deviceLatency: Double
  public let secondsPerByte: Double
  public let hostLatency: Double
  public let secondsPerProduct: Double

  /// - Precondition: `large` has more bytes and products than `small`.
  public init(small: Sample, large: Sample) {
    precondition(
      large.work.bytes > small.work.bytes && large.work.products > small.work.products, "two sizes of work")
    // A line that falls is noise: the larger size then tells alone.
    secondsPerByte =
      max(0, large.deviceSeconds - small.deviceSeconds) / (large.work.bytes - small.work.bytes)
    deviceLatency = max(0, small.deviceSeconds - secondsPerByte * small.work.bytes)
    secondsPerProduct = max(0, large.hostSeconds - small.hostSeconds) / (large.work.products - small.work.products)
    hostLatency = max(0, small.hostSeconds - secondsPerProduct * small.work.products)
  }

  public func deviceSeconds(_ work: Work) -> Double { deviceLatency + secondsPerByte * work.bytes }
  public func hostSeconds(_ work: Work) -> Double { hostLatency + secondsPerProduct * work.products }

  public func pays(_ work: Work) -> Bool { deviceSeconds(work) < hostSeconds(work) }

  /// The fewest assets, in powers of two up to `most`, from which a covariance of so many days pays; nil where it never does.
  public func assetsFromWhichCovariancePays(days: Int, most: Int = 1 << 15) -> Int? {
    var assets = 16
    while assets <= most {
      if pays(.covariance(days: days, assets: assets)) { return assets }
      assets *= 2
    }
    return nil
  }
}

extension BreakEven.Work {
  public static func covariance(days: Int, assets: Int) -> BreakEven.Work {
    let (days, assets) = (Double(days), Double(assets))
    return BreakEven.Work(bytes: 4 * (days * assets + assets * assets), products: days * assets * (assets + 1) / 2)
  }

  public static func factorReturns(days: Int, assets: Int, factors: Int) -> BreakEven.Work {
    let (days, assets, factors) = (Double(days), Double(assets), Double(factors))
    return BreakEven.Work(
      bytes: 4 * (days * assets + factors * assets + days * factors), products: days * assets * factors)
  }
}

extension BreakEven: CustomStringConvertible {
  public var description: String {
    func text(_ seconds: Double) -> String { String(Int((seconds * 1e6).rounded())) + " µs" }
    func rate(_ seconds: Double, _ unit: String) -> String {
      seconds > 0 ? "\((1e-9 / seconds * 1_000).rounded() / 1_000) \(unit)" : "no measurable time"
    }
    let bandwidth = rate(secondsPerByte, "GB/s")
    let products = rate(secondsPerProduct, "products/ns")
    return "device: \(text(deviceLatency)) and \(bandwidth); processor: \(text(hostLatency)) and \(products)"
  }
}

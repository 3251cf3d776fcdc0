/// A bar as it is stored: codes and Float32, 28 bytes.
@frozen public struct BarRecord: BitwiseCopyable, Equatable, Sendable {
  public var asset: Int32
  public var day: Int32
  public var open: Float
  public var high: Float
  public var low: Float
  public var close: Float
  public var volume: Int32

  @inlinable public init(asset: Int32, day: Int32, open: Float, high: Float, low: Float, close: Float, volume: Int32) {
    self.asset = asset
    self.day = day
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
  }
}

/// Bars as columns, for an `Arena`.
public struct BarColumns: RecordColumns, ~Copyable {
  public var asset: AlignedBuffer<Int32>
  public var day: AlignedBuffer<Int32>
  public var open: AlignedBuffer<Float>
  public var high: AlignedBuffer<Float>
  public var low: AlignedBuffer<Float>
  public var close: AlignedBuffer<Float>
  public var volume: AlignedBuffer<Int32>

  @inlinable public init(capacity: Int) {
    asset = AlignedBuffer(count: capacity, repeating: 0)
    day = AlignedBuffer(count: capacity, repeating: 0)
    open = AlignedBuffer(count: capacity, repeating: 0)
    high = AlignedBuffer(count: capacity, repeating: 0)
    low = AlignedBuffer(count: capacity, repeating: 0)
    close = AlignedBuffer(count: capacity, repeating: 0)
    volume = AlignedBuffer(count: capacity, repeating: 0)
  }

  @inlinable public subscript(index: Int) -> BarRecord {
    get {
      BarRecord(
        asset: asset[index], day: day[index], open: open[index], high: high[index], low: low[index],
        close: close[index], volume: volume[index])
    }
    set {
      asset[index] = newValue.asset
      day[index] = newValue.day
      open[index] = newValue.open
      high[index] = newValue.high
      low[index] = newValue.low
      close[index] = newValue.close
      volume[index] = newValue.volume
    }
  }
}

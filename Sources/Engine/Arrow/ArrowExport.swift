public import CTickmarkArrow
public import TickmarkFrames

/// A frame as a record batch of the Arrow C data interface, for pyarrow, polars, DuckDB or whatever reads that ABI in this
/// process.
///
///     symbol   dictionary<int32, large_utf8>      open, high, low, close   float32, or float64 where the frame has it
///     date     date32                             volume                   int32, int64 or float64
///     time     time32[s], of intraday bars only
///
/// Values are the frame's own memory, which the arrays keep alive; beside them are allocated the dictionary's text and one
/// bit a value for columns with gaps. Volumes with a decimal scale are copied as float64 (the nearest).
///
/// - Gaps: nulls, in prices and volumes alike; the bytes under a null are NaN or the frame's sentinel.
/// - Complexity: one pass over prices and volumes to find gaps.
public enum ArrowExport {
  /// Fills both structs, which the caller owns from then on: each is given back by its own release callback, on any
  /// thread, whether or not children were moved out of it.
  ///
  /// - Precondition: neither struct holds anything that is still to be released.
  public static func export(
    _ frame: Frame, schema: UnsafeMutablePointer<ArrowSchema>, array: UnsafeMutablePointer<ArrowArray>
  ) {
    let batch = ArrowColumn(frame)
    schema.initialize(to: SchemaOwner.schema(of: batch))
    array.initialize(to: ArrayOwner.array(of: batch))
  }
}

public import NIOCore
import TickmarkIndicators
import TickmarkStreaming

/// Rows as numbers in place, little-endian, no padding.
///
///     head  "TM" · version 1: u8 · kind: u8 · columns: u16 · rows: u16
///     row   symbol: u32 · complete: u8 · 3 bytes of 0 · sequence: u64 · time: i64 · due: i64
///           close, high, low, volume: f64 · a value a column: f64
///
/// A symbol's number is what the answer to `subscribe` gave it.
public enum BinaryRows {
  static let version: UInt8 = 1
  static let headBytes = 8
  /// The most that one frame counts.
  static let mostRows = Int(UInt16.max)

  static func bytes(_ rows: [UpdateRow]) -> Int {
    headBytes + rows.count * rowBytes(columns: rows.first?.values.count ?? 0)
  }

  static func rowBytes(columns: Int) -> Int { 64 + 8 * columns }

  /// - Precondition: at most `mostRows`, all of as many values.
  static func write(_ kind: FrameKind, _ rows: [UpdateRow], to buffer: inout ByteBuffer) {
    precondition(rows.count <= mostRows, "rows that a frame can count")
    buffer.writeStaticString("TM")
    buffer.writeMultipleIntegers(version, kind.rawValue)
    buffer.writeMultipleIntegers(
      UInt16(rows.first?.values.count ?? 0), UInt16(rows.count), endianness: .little)
    for row in rows {
      let (update, bar) = (row.update, row.update.bar)
      buffer.writeMultipleIntegers(
        UInt32(update.symbol), UInt32(update.isComplete ? 1 : 0), row.sequence, update.time, update.due,
        bar.close.bitPattern, bar.high.bitPattern, bar.low.bitPattern, bar.volume.bitPattern, endianness: .little)
      for value in row.values { buffer.writeInteger(value.bitPattern, endianness: .little) }
    }
  }

  /// The rows of a message; nil for bytes that are none.
  public static func rows(_ message: ByteBuffer) -> (kind: FrameKind, rows: [UpdateRow])? {
    var message = message
    guard let (kind, columns, count) = head(&message) else { return nil }
    var rows: [UpdateRow] = []
    rows.reserveCapacity(count)
    for _ in 0..<count {
      guard let row = row(&message, columns: columns) else { return nil }
      rows.append(row)
    }
    return (kind, rows)
  }

  /// When each update of a message had to leave its source; nothing for a snapshot and for bytes that are none.
  ///
  /// Looks at nothing else: who measures should not be what is measured.
  public static func forEachDue(_ message: ByteBuffer, _ body: (Int64) -> Void) {
    var rows = message
    guard let (kind, columns, count) = head(&rows), kind == .updates else { return }
    for index in 0..<count {
      let place = rows.readerIndex + index * rowBytes(columns: columns) + 24
      if let due: Int64 = rows.getInteger(at: place, endianness: .little) { body(due) }
    }
  }

  private static func head(_ message: inout ByteBuffer) -> (FrameKind, columns: Int, rows: Int)? {
    guard message.readableBytes >= headBytes, message.readString(length: 2) == "TM",
      message.readInteger(as: UInt8.self) == version, let kind = message.readInteger().flatMap(FrameKind.init),
      let columns: UInt16 = message.readInteger(endianness: .little),
      let count: UInt16 = message.readInteger(endianness: .little),
      message.readableBytes == Int(count) * rowBytes(columns: Int(columns))
    else { return nil }
    return (kind, Int(columns), Int(count))
  }

  private static func row(_ message: inout ByteBuffer, columns: Int) -> UpdateRow? {
    guard
      let (symbol, complete, sequence, time, due, close, high, low, volume) = message.readMultipleIntegers(
        endianness: .little, as: (UInt32, UInt32, UInt64, Int64, Int64, UInt64, UInt64, UInt64, UInt64).self),
      let symbol = Int32(exactly: symbol), complete <= 1
    else { return nil }
    var values: [Double] = []
    for _ in 0..<columns {
      guard let bits: UInt64 = message.readInteger(endianness: .little) else { return nil }
      values.append(Double(bitPattern: bits))
    }
    let bar = IndicatorBar(
      close: Double(bitPattern: close), high: Double(bitPattern: high), low: Double(bitPattern: low),
      volume: Double(bitPattern: volume))
    return UpdateRow(
      update: MarketUpdate(symbol: symbol, isComplete: complete == 1, time: time, due: due, bar: bar),
      sequence: sequence, values: values[...])
  }
}

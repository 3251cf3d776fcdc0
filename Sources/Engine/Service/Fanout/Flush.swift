import NIOCore
import TickmarkStreaming

/// What goes out together: gathered updates by symbol, each symbol's in their order, encoded once for all subscribers.
struct Flush: Sendable {
  struct Symbol: Sendable {
    let code: Int32
    let rows: [UpdateRow]
    var json: ByteBuffer?
    var binary: ByteBuffer?

    func frame(_ format: StreamFormat) -> ByteBuffer? { format == .json ? json : binary }
  }

  var symbols: [Symbol]
}

/// Updates on their way out, in the order in which they came.
struct Gathering {
  private(set) var count = 0
  /// By symbol; rows of the symbols in `touched` only.
  private var rows: [[UpdateRow]]
  private var touched: [Int32] = []
  /// The number of each symbol's last update.
  private var sequences: [UInt64]

  init(symbols: Int) {
    rows = Array(repeating: [], count: symbols)
    sequences = Array(repeating: 0, count: symbols)
  }

  mutating func append(_ batch: IndicatorBatch) {
    for (index, update) in batch.updates.enumerated() {
      let symbol = Int(update.symbol)
      sequences[symbol] += 1
      if rows[symbol].isEmpty { touched.append(update.symbol) }
      rows[symbol].append(UpdateRow(update: update, sequence: sequences[symbol], values: batch.values(index)))
    }
    count += batch.updates.count
  }

  /// Everything, encoded in the formats that somebody reads of a symbol.
  mutating func take(names: [String], isRead: (Int32, StreamFormat) -> Bool) -> Flush {
    defer {
      for code in touched { rows[Int(code)] = [] }
      touched.removeAll(keepingCapacity: true)
      count = 0
    }
    return Flush(
      symbols: touched.map { code in
        let rows = rows[Int(code)]
        func frame(_ format: StreamFormat) -> ByteBuffer? {
          isRead(code, format) ? format.frame(.updates, rows, names: names) : nil
        }
        return Flush.Symbol(code: code, rows: rows, json: frame(.json), binary: frame(.binary))
      })
  }
}

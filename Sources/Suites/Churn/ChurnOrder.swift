import TickmarkFrames

/// An order as an ordinary program keeps it: an object, a text and a list, each a piece of memory of its own.
final class ChurnOrder {
  struct Fill {
    var price: Double
    var quantity: Double
  }

  var symbol: String
  var fills: [Fill]

  init(symbol: String, fills: [Fill]) {
    self.symbol = symbol
    self.fills = fills
  }

  /// What a caller reads of an order when it goes; whole numbers, so sums of it are exact.
  var worth: Double {
    var worth = Double(symbol.utf8.count)
    for fill in fills { worth += fill.price * fill.quantity }
    return worth
  }
}

/// What the orders of a workload are: the `index`-th is a function of the index alone.
struct ChurnStream {
  static let mostFills = 16

  /// Names as they come in messages; those of more than 15 bytes need memory of their own as a String.
  let messages: [[UInt8]]
  /// The same, made once.
  let symbols: [String]

  init() {
    symbols = (0..<64).map { index in
      let name = "XTK\(index)"
      return index % 4 == 0 ? name : "\(name).\(String(repeating: "N", count: index % 24 + 8))"
    }
    messages = symbols.map { Array($0.utf8) }
  }

  @inline(__always) func bits(_ index: Int) -> UInt64 { SplitMix.bits(seed: 42, index) }

  @inline(__always) func symbol(_ bits: UInt64) -> Int { Int(bits & 63) }

  /// One to four fills in half of the orders, one to sixteen in the others.
  @inline(__always) func fills(_ bits: UInt64) -> Int {
    let draw = Int(bits >> 8 & 31)
    return draw < Self.mostFills ? 1 + draw & 3 : 1 + draw - Self.mostFills
  }

  @inline(__always) func fill(_ bits: UInt64, _ place: Int) -> ChurnOrder.Fill {
    ChurnOrder.Fill(price: Double(bits >> 16 & 1_023), quantity: Double(place + 1))
  }

  /// An order whose list grows as the fills come, or has its room at once.
  func order(_ index: Int, isReserving: Bool) -> ChurnOrder {
    let bits = bits(index)
    let count = fills(bits)
    let order = ChurnOrder(symbol: String(decoding: messages[symbol(bits)], as: UTF8.self), fills: [])
    if isReserving { order.fills.reserveCapacity(count) }
    for place in 0..<count { order.fills.append(fill(bits, place)) }
    return order
  }
}

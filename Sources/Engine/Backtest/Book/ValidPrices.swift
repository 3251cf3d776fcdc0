import CTickmarkVector

/// Sixteen prices of which those that are no finite number above 0 are none.
struct ValidPrices {
  typealias Lanes = SIMD16<Double>

  let prices: Lanes

  @inline(__always) init(_ prices: Lanes) { self.prices = prices }

  /// Which are prices, lane 0 in the lowest bit.
  var valid: UInt16 {
    @inline(__always) get {
      tickmark_above16(prices, Lanes(repeating: 0)) & tickmark_above16(Lanes(repeating: .infinity), prices)
    }
  }

  /// Each price, or what stands in for one that is none.
  @inline(__always) func or(_ otherwise: Lanes) -> Lanes { tickmark_price_or16(prices, otherwise) }

  @inline(__always) func higher(than highest: Lanes) -> Lanes { tickmark_higher_price16(prices, highest) }

  @inline(__always) func lower(than lowest: Lanes) -> Lanes { tickmark_lower_price16(prices, lowest) }
}

/// The loops that portfolio construction is made of, in Float64.
enum VectorLoops {
  /// Σ a[i] · b[i], eight lanes at a time and in a fixed order.
  ///
  /// - Precondition: as many of each.
  @inline(__always) static func dot(_ a: Span<Double>, _ b: Span<Double>) -> Double {
    precondition(a.count == b.count, "as many of each")
    var lanes = SIMD8<Double>(repeating: 0)
    let whole = a.count & ~7
    var start = 0
    while start < whole {
      lanes += load(a, start) * load(b, start)
      start += 8
    }
    var sum = lanes.sum()
    while start < a.count {
      // Unchecked: `start` is below both counts.
      sum += unsafe a[unchecked: start] * b[unchecked: start]
      start += 1
    }
    return sum
  }

  /// Σ x[i]² of the first `count` entries.
  @inline(__always) static func square(_ x: [Double], _ count: Int) -> Double {
    let first = x.span.extracting(0..<count)
    return dot(first, first)
  }

  /// The largest magnitude of the first `count` entries.
  static func largest(_ x: [Double], _ count: Int) -> Double {
    var largest = 0.0
    for index in 0..<count { largest = max(largest, abs(x[index])) }
    return largest
  }

  /// y[start + i] += factor · x[i]
  ///
  /// - Precondition: `y` has an entry for each.
  @inline(__always) static func add(
    _ factor: Double, times x: Span<Double>, to y: inout [Double], from start: Int = 0
  ) {
    var y = y.mutableSpan
    precondition(start >= 0 && start + x.count <= y.count, "an entry for each")
    for index in 0..<x.count {
      // Unchecked: both indices are below their counts.
      unsafe y[unchecked: start + index] += factor * x[unchecked: index]
    }
  }

  @inline(__always) private static func load(_ span: Span<Double>, _ start: Int) -> SIMD8<Double> {
    // Unchecked: the caller stays eight below the count.
    unsafe SIMD8(
      span[unchecked: start], span[unchecked: start + 1], span[unchecked: start + 2], span[unchecked: start + 3],
      span[unchecked: start + 4], span[unchecked: start + 5], span[unchecked: start + 6], span[unchecked: start + 7])
  }
}

/// An output that can be compared with the reference's.
public protocol Agreeing {
  func compare(with reference: Self, _ comparison: inout OutputComparison)
}

extension Double: Agreeing {
  public func compare(with reference: Double, _ comparison: inout OutputComparison) {
    comparison.value(self, reference)
  }
}

extension Float: Agreeing {
  public func compare(with reference: Float, _ comparison: inout OutputComparison) {
    comparison.value(Double(self), Double(reference))
  }
}

extension Int: Agreeing {
  public func compare(with reference: Int, _ comparison: inout OutputComparison) {
    comparison.equal(self, reference)
  }
}

extension Int32: Agreeing {
  public func compare(with reference: Int32, _ comparison: inout OutputComparison) {
    comparison.equal(self, reference)
  }
}

extension UInt64: Agreeing {
  public func compare(with reference: UInt64, _ comparison: inout OutputComparison) {
    comparison.equal(self, reference)
  }
}

extension Bool: Agreeing {
  public func compare(with reference: Bool, _ comparison: inout OutputComparison) {
    comparison.equal(self, reference)
  }
}

extension String: Agreeing {
  public func compare(with reference: String, _ comparison: inout OutputComparison) {
    comparison.equal(self, reference)
  }
}

extension Array: Agreeing where Element: Agreeing {
  public func compare(with reference: [Element], _ comparison: inout OutputComparison) {
    comparison.part(".count") { $0.equal(count, reference.count) }
    for index in 0..<Swift.min(count, reference.count) {
      comparison.part("[\(index)]") { self[index].compare(with: reference[index], &$0) }
    }
  }
}

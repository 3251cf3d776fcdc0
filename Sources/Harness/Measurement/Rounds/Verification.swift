import TickmarkAgreement

/// Compares every variant's output with the reference's, before any is timed.
enum Verification {
  /// One comparison a variant, in order; the reference's own is perfect by definition.
  static func compare(_ operation: Operation) -> [OutputComparison] {
    guard let reference = operation.variants.first?.body.output() else { return [] }
    return operation.variants.indices.map { index in
      guard index > 0 else { return OutputComparison(operation.agreement) }
      return compare(operation.variants[index].body.output(), with: reference, operation.agreement)
    }
  }

  /// Where one of the variants first differs from the reference; nil where all agree.
  static func disagreement(of variants: [Variant<TimedBody>], in operation: Operation) -> String? {
    guard let reference = operation.variants.first else { return nil }
    let others = variants.filter { $0.name != reference.name }
    guard !others.isEmpty else { return nil }
    let expected = reference.body.output()
    return others.lazy.compactMap { other in
      compare(other.body.output(), with: expected, operation.agreement).first.map { "'\(other.name)' \($0)" }
    }.first
  }

  private static func compare(
    _ actual: any Agreeing, with reference: any Agreeing, _ agreement: Agreement
  ) -> OutputComparison {
    func opened<Output: Agreeing>(_ actual: Output) -> OutputComparison {
      guard let reference = reference as? Output else {
        var comparison = OutputComparison(agreement)
        comparison.equal("\(Output.self)", "\(type(of: reference))")
        return comparison
      }
      return OutputComparison.of(actual, with: reference, agreement)
    }
    return opened(actual)
  }
}

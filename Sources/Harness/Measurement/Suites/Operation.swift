public import TickmarkAgreement

/// Something with several implementations that must agree: the first variant is the reference.
public struct Operation {
  public let name: String
  /// How much one call handles: time is shown against it, to tell how cost grows with work.
  public let elements: Int
  /// What the throughput counts, so many a call: the elements themselves, or what a user counts in.
  public let items: Int
  public let unit: String
  public let agreement: Agreement
  /// What the operation leans on, most important first: its times are stored as ratios to these.
  public let yardsticks: [Yardstick.Kind]
  public let variants: [Variant<TimedBody>]

  /// - Precondition: a name without `/` or `:`, at least one variant and one yardstick, and no variant twice.
  public init(
    _ name: String, elements: Int, items: Int? = nil, unit: String = "elements", agreement: Agreement = .exact,
    yardsticks: [Yardstick.Kind] = [.arithmetic, .memory], @VariantBuilder variants: () -> [Variant<TimedBody>]
  ) {
    let variants = variants()
    precondition(!name.isEmpty && !name.contains { "/: ".contains($0) }, "an operation's name has no '/', ':' or space")
    precondition(!variants.isEmpty, "operation '\(name)' needs a variant")
    precondition(!yardsticks.isEmpty, "operation '\(name)' needs a yardstick")
    precondition(Set(variants.map(\.name)).count == variants.count, "operation '\(name)' has a variant twice")
    self.name = name
    self.elements = elements
    self.items = items ?? elements
    self.unit = unit
    self.agreement = agreement
    self.yardsticks = yardsticks
    self.variants = variants
  }
}

@resultBuilder public enum VariantBuilder {
  public static func buildExpression(_ variant: Variant<TimedBody>) -> [Variant<TimedBody>] { [variant] }
  public static func buildExpression(_ variants: [Variant<TimedBody>]) -> [Variant<TimedBody>] { variants }
  public static func buildBlock(_ parts: [Variant<TimedBody>]...) -> [Variant<TimedBody>] { parts.flatMap { $0 } }
  public static func buildArray(_ parts: [[Variant<TimedBody>]]) -> [Variant<TimedBody>] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [Variant<TimedBody>]?) -> [Variant<TimedBody>] { part ?? [] }
}

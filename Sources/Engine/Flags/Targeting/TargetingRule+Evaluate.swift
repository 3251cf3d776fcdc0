/// Who asks: what a rule's variables stand for.
struct TargetingContext {
  let flagKey: String
  let targetingKey: String?
  let attributes: [String: FlagValue]
  /// Whether a `fractional` had a say in the result.
  var hasSplit = false

  func value(at path: [String]) -> FlagValue {
    if path == ["$flagd.flagKey"] { return .text(flagKey) }
    if path == ["targetingKey"], let targetingKey { return .text(targetingKey) }
    var value = FlagValue.object(attributes)
    for name in path { value = value.object?[name] ?? .null }
    return value
  }
}

extension TargetingRule {
  /// - Throws: `targetingKeyMissing` where a `fractional` has nothing to bucket by.
  func evaluate(_ context: inout TargetingContext) throws(Failure) -> FlagValue {
    switch self {
    case .literal(let value): return value
    case .list(let rules): return .list(try Self.values(of: rules, &context))
    case .variable(let path, let fallback):
      let value = context.value(at: path)
      if value == .null, let fallback { return try fallback.evaluate(&context) }
      return value
    case .equality(let first, let second, let isWanted):
      return .boolean((try first.evaluate(&context) == second.evaluate(&context)) == isWanted)
    case .order(let rules, let order):
      let values = try Self.values(of: rules, &context)
      return .boolean(zip(values, values.dropFirst()).allSatisfy { order.holds($0, $1) })
    case .membership(let part, let whole):
      return .boolean(Self.isMember(try part.evaluate(&context), of: try whole.evaluate(&context)))
    case .negation(let rule): return .boolean(!(try rule.evaluate(&context).isTrue))
    case .concatenation(let rules): return .text(try Self.values(of: rules, &context).map(\.spelled).joined())
    case .affix(let part, let whole, let isPrefix):
      guard let part = try part.evaluate(&context).text, let whole = try whole.evaluate(&context).text else {
        return .boolean(false)
      }
      return .boolean(isPrefix ? whole.hasPrefix(part) : whole.hasSuffix(part))
    case .all(let rules): return try Self.last(of: rules, until: false, &context)
    case .any(let rules): return try Self.last(of: rules, until: true, &context)
    case .conditional(let rules): return try Self.branch(of: rules, &context)
    case .fractional(let fractional, let bucketing):
      let hash = try Self.hash(bucketing, &context)
      context.hasSplit = true
      return fractional.variants[fractional.index(of: hash)].map(FlagValue.text) ?? .null
    }
  }

  private static func values(
    of rules: [TargetingRule], _ context: inout TargetingContext
  ) throws(Failure) -> [FlagValue] {
    var values: [FlagValue] = []
    for rule in rules { values.append(try rule.evaluate(&context)) }
    return values
  }

  /// The first value that is `wanted` as a condition, or the last one.
  private static func last(
    of rules: [TargetingRule], until wanted: Bool, _ context: inout TargetingContext
  ) throws(Failure) -> FlagValue {
    var value = FlagValue.null
    for rule in rules {
      value = try rule.evaluate(&context)
      if value.isTrue == wanted { break }
    }
    return value
  }

  private static func branch(
    of rules: [TargetingRule], _ context: inout TargetingContext
  ) throws(Failure) -> FlagValue {
    var index = 0
    while index + 1 < rules.count {
      if try rules[index].evaluate(&context).isTrue { return try rules[index + 1].evaluate(&context) }
      index += 2
    }
    return index < rules.count ? try rules[index].evaluate(&context) : .null
  }

  private static func hash(
    _ bucketing: TargetingRule?, _ context: inout TargetingContext
  ) throws(Failure) -> UInt32 {
    if let bucketing {
      guard let value = try bucketing.evaluate(&context).text else {
        throw Failure(code: .targetingKeyMissing, message: "'fractional' has no text to bucket by")
      }
      return MurmurHash3.hash(value)
    }
    guard let key = context.targetingKey else { throw .noTargetingKey }
    var state = MurmurHash3()
    state.append(context.flagKey)
    state.append(key)
    return state.finished
  }

  private static func isMember(_ part: FlagValue, of whole: FlagValue) -> Bool {
    switch (part, whole) {
    case (.text(let part), .text(let whole)): part.isEmpty || whole.contains(part)
    case (_, .list(let values)): values.contains(part)
    default: false
    }
  }
}

extension TargetingRule.Failure {
  static let noTargetingKey = TargetingRule.Failure(
    code: .targetingKeyMissing, message: "'fractional' needs a targeting key, and the caller gave none")
}

extension TargetingRule.Order {
  fileprivate func holds(_ first: FlagValue, _ second: FlagValue) -> Bool {
    switch (first, second) {
    case (.number(let first), .number(let second)): holds(first, second)
    case (.text(let first), .text(let second)): holds(first, second)
    default: false
    }
  }

  private func holds<Value: Comparable>(_ first: Value, _ second: Value) -> Bool {
    switch self {
    case .less: first < second
    case .atMost: first <= second
    case .greater: first > second
    case .atLeast: first >= second
    }
  }
}

extension FlagValue {
  /// What `cat` makes of it; 3 is "3".
  fileprivate var spelled: String {
    switch self {
    case .null: ""
    case .boolean(let value): "\(value)"
    case .number(let value): Int(exactly: value).map { "\($0)" } ?? "\(value)"
    case .text(let value): value
    case .list(let values): values.map(\.spelled).joined(separator: ",")
    case .object: ""
    }
  }
}

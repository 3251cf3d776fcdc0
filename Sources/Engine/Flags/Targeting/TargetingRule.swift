/// A flag's targeting: the part of flagd's JSON logic that decides between implementations.
///
/// Operators: `var`, `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `and`, `or`, `!`, `if`, `cat`, `starts_with`, `ends_with` and
/// `fractional`. Values of different types are never equal, and none is before the other: JavaScript's conversions are not
/// repeated here.
///
/// - Source: jsonlogic.com; flagd.dev, "Flag definitions" and "Custom operations".
indirect enum TargetingRule: Sendable, Equatable {
  case literal(FlagValue)
  case list([TargetingRule])
  case variable([String], fallback: TargetingRule?)
  case equality(TargetingRule, TargetingRule, isWanted: Bool)
  case order([TargetingRule], Order)
  case membership(TargetingRule, in: TargetingRule)
  case all([TargetingRule])
  case any([TargetingRule])
  case negation(TargetingRule)
  /// Condition, value, condition, value, …, and perhaps a last value.
  case conditional([TargetingRule])
  case concatenation([TargetingRule])
  case affix(TargetingRule, of: TargetingRule, isPrefix: Bool)
  /// Nothing to bucket by is the flag's key and the targeting key.
  case fractional(Fractional, by: TargetingRule?)

  enum Order: String, Sendable { case less = "<", atMost = "<=", greater = ">", atLeast = ">=" }

  /// What keeps a rule from being one, or from giving a result.
  struct Failure: Error, Equatable {
    let code: Evaluation.ErrorCode
    let message: String
  }

  /// - Throws: `parseError` naming the operator that is not known or has the wrong arguments.
  init(_ value: FlagValue) throws(Failure) {
    switch value {
    case .list(let values): self = .list(try Self.rules(values))
    case .object(let members):
      guard members.count == 1, let (name, arguments) = members.first else {
        throw Self.unusable("targeting has an object with \(members.count) operators where one belongs")
      }
      // A single argument may stand without its list.
      if case .list(let list) = arguments {
        self = try Self.operation(name, list)
      } else {
        self = try Self.operation(name, [arguments])
      }
    default: self = .literal(value)
    }
  }

  private static func operation(_ name: String, _ values: [FlagValue]) throws(Failure) -> TargetingRule {
    switch name {
    case "var": return try variable(values)
    case "fractional": return try fractional(values)
    default: break
    }
    let arguments = try rules(values)
    switch name {
    case "==", "!=":
      let (first, second) = try two(arguments, name)
      return .equality(first, second, isWanted: name == "==")
    case "<", "<=", ">", ">=":
      guard let order = Order(rawValue: name), arguments.count == 2 || arguments.count == 3 else {
        throw unusable("'\(name)' takes two arguments, or three to lie between")
      }
      return .order(arguments, order)
    case "in":
      let (first, second) = try two(arguments, name)
      return .membership(first, in: second)
    case "and", "or":
      guard !arguments.isEmpty else { throw unusable("'\(name)' takes at least one argument") }
      return name == "and" ? .all(arguments) : .any(arguments)
    case "!":
      guard arguments.count == 1 else { throw unusable("'!' takes one argument") }
      return .negation(arguments[0])
    case "if": return .conditional(arguments)
    case "cat": return .concatenation(arguments)
    case "starts_with", "ends_with":
      let (whole, part) = try two(arguments, name)
      return .affix(part, of: whole, isPrefix: name == "starts_with")
    default: throw unusable("targeting has the operator '\(name)', which is not known here")
    }
  }

  private static func variable(_ values: [FlagValue]) throws(Failure) -> TargetingRule {
    guard let name = values.first?.text, !name.isEmpty, values.count <= 2 else {
      throw unusable("'var' takes the name of an attribute and perhaps a value to fall back on")
    }
    // flagd's own attributes; the clock is none of ours, since an evaluation would not repeat.
    guard !name.hasPrefix("$flagd.") || name == "$flagd.flagKey" else {
      throw unusable("'var' asks for '\(name)', which is not known here")
    }
    let path = name.hasPrefix("$flagd.") ? [name] : name.split(separator: ".").map(String.init)
    return .variable(path, fallback: values.count == 2 ? try TargetingRule(values[1]) : nil)
  }

  private static func fractional(_ values: [FlagValue]) throws(Failure) -> TargetingRule {
    var buckets = values[...]
    var bucketing: TargetingRule?
    if let first = buckets.first {
      if case .list = first {} else { bucketing = try TargetingRule(buckets.removeFirst()) }
    }
    var shares: [(variant: String?, weight: UInt32)] = []
    var total = 0.0
    for bucket in buckets {
      guard case .list(let parts) = bucket, parts.count == 1 || parts.count == 2,
        parts[0].text != nil || parts[0] == .null
      else { throw unusable("'fractional' takes pairs of a variant and a weight") }
      let weight = parts.count == 2 ? parts[1].number ?? -1 : 1
      guard weight >= 0, weight <= Double(Int32.max), weight == weight.rounded() else {
        throw unusable("'fractional' takes whole weights from 0 on")
      }
      total += weight
      guard total <= Double(Int32.max) else { throw unusable("the weights of 'fractional' exceed \(Int32.max)") }
      shares.append((parts[0].text, UInt32(weight)))
    }
    guard total >= 1 else { throw unusable("'fractional' has no variant with a weight above 0") }
    return .fractional(Fractional(shares), by: bucketing)
  }

  private static func rules(_ values: [FlagValue]) throws(Failure) -> [TargetingRule] {
    var rules: [TargetingRule] = []
    for value in values { rules.append(try TargetingRule(value)) }
    return rules
  }

  private static func two(
    _ arguments: [TargetingRule], _ name: String
  ) throws(Failure) -> (TargetingRule, TargetingRule) {
    guard arguments.count == 2 else { throw unusable("'\(name)' takes two arguments") }
    return (arguments[0], arguments[1])
  }

  private static func unusable(_ message: String) -> Failure { Failure(code: .parseError, message: message) }
}

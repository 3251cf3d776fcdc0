/// How a candidate is rolled out: beside which control, how often both run, and how much slower it may be.
public struct GuardPlan: Sendable, Equatable {
  public static let metadataPrefix = "guard."
  public static let usualShare = 0.01
  public static let usualMargin = 0.05
  /// Where nothing else is said, as many times the share: the control's time and the comparison, with room.
  public static let usualCostPerShare = 3.0

  public let control: String
  public let candidate: String
  /// The share of calls that run both, in (0, 1].
  public let share: Double
  /// How much more of the control's time the candidate may take: 0.05 is a twentieth, 10 the most.
  public let margin: Double
  /// The most that shadows may add, as a share of the time of all calls.
  public let maximumCost: Double

  /// - Parameters:
  ///   - maximumCost: three times the share where nothing is said.
  /// - Throws: `badGuard` where a number is impossible, or `flag` does not have the choices. Control and candidate may be the
  ///   same: such a guard tests itself.
  public init(
    for flag: Flag, control: String, candidate: String, share: Double = usualShare, margin: Double = usualMargin,
    maximumCost: Double? = nil
  ) throws(FlagError) {
    for (role, choice) in [("control", control), ("candidate", candidate)] where !flag.choices.contains(choice) {
      throw .badGuard(
        flag: flag.key,
        problem: "no \(role) '\(FlagError.line(choice))'; there are \(flag.choices.joined(separator: ", "))")
    }
    guard share > 0, share <= 1 else {
      throw .badGuard(flag: flag.key, problem: "a share of \(share) is impossible; name one above 0 and up to 1")
    }
    guard margin >= 0, margin <= 10 else {
      throw .badGuard(flag: flag.key, problem: "a margin of \(margin) is impossible; name one from 0 to 10")
    }
    let cost = maximumCost ?? share * Self.usualCostPerShare
    guard cost > 0, cost.isFinite else {
      throw .badGuard(flag: flag.key, problem: "a maximum cost of \(cost) is impossible; name one above 0")
    }
    self.control = control
    self.candidate = candidate
    self.share = share
    self.margin = margin
    self.maximumCost = cost
  }

  /// The plan in the metadata of a flag file's entry; nothing where there is none.
  ///
  /// - Throws: `badGuard`, for a number or member that is missing or of another type too.
  init?(metadataOf entry: FlagValue, for flag: Flag) throws(FlagError) {
    let metadata = (entry.object?["metadata"]?.object ?? [:]).filter { $0.key.hasPrefix(Self.metadataPrefix) }
    guard !metadata.isEmpty else { return nil }
    let members = ["guard.control", "guard.candidate", "guard.share", "guard.margin", "guard.maximumCost"]
    for key in metadata.keys.sorted() where !members.contains(key) {
      throw .badGuard(
        flag: flag.key, problem: "no setting '\(FlagError.line(key))'; there are \(members.joined(separator: ", "))")
    }
    func number(_ name: String) throws(FlagError) -> Double? {
      guard let value = metadata[name] else { return nil }
      guard let number = value.number else { throw .badGuard(flag: flag.key, problem: "'\(name)' is no number") }
      return number
    }
    guard let control = metadata["guard.control"]?.text, let candidate = metadata["guard.candidate"]?.text else {
      throw .badGuard(
        flag: flag.key, problem: "'guard.control' and 'guard.candidate' name a choice each; one is missing")
    }
    try self.init(
      for: flag, control: control, candidate: candidate, share: number("guard.share") ?? Self.usualShare,
      margin: number("guard.margin") ?? Self.usualMargin, maximumCost: number("guard.maximumCost"))
  }

  /// The plan as metadata of a flag file's entry; flagd wants plain values there.
  var metadata: [String: FlagValue] {
    var metadata: [String: FlagValue] = [
      "guard.control": .text(control), "guard.candidate": .text(candidate), "guard.share": .number(share),
      "guard.margin": .number(margin),
    ]
    if maximumCost != share * Self.usualCostPerShare { metadata["guard.maximumCost"] = .number(maximumCost) }
    return metadata
  }
}

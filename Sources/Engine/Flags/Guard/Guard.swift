import Synchronization
public import TickmarkAgreement

/// Lets a candidate serve, watches it beside the control, and takes it back by itself.
///
/// A share of the calls, the *shadows*, runs both, in turn first and second, and compares outputs and times. The first
/// output that disagrees, the first failure of one alone, or a slowdown beyond the margin (`SlownessBet`) rolls back at once:
/// from then on only the control runs. The decision is written to the store before the call returns, and a guard that is
/// made with it begins rolled back.
///
///     let watch = Guard(key, plan: plan, decision: records[key], store: store)
///     let result = watch.call(.exact, control: { scalar(input) }, candidate: { simd(input) })
///
/// A call returns the candidate's result, but where it is a shadow that disagrees: then the control's. What was returned
/// before stays as it is.
///
/// Calls are numbered from 1 in each guard, and their numbers decide which are shadows: a guard is for a process that makes
/// many calls.
///
/// - Complexity: one atomic addition and one atomic load a call that is no shadow. Shadows together add at most
///   `GuardPlan.maximumCost` of the calls' time, the first of them excepted; one that would exceed it is skipped.
public final class Guard: Sendable {
  public let key: String
  public let plan: GuardPlan
  private let calls = Atomic<Int>(0)
  private let isRolledBack: Atomic<Bool>
  private let ledger: Mutex<ShadowLedger>
  /// A call is a shadow if its number's hash is not above.
  private let threshold: UInt64
  private let clock: GuardClock
  private let store: GuardStore?
  private let onDecision: @Sendable (GuardDecision, FlagError?) -> Void

  /// - Parameters:
  ///   - decision: the flag's roll-back on record, if any; one of another candidate does not count.
  ///   - store: where a roll-back is written down.
  ///   - onDecision: called once, by the call that decided, with the error where the decision could not be written down.
  public init(
    _ key: String, plan: GuardPlan, decision: GuardDecision? = nil, store: GuardStore? = nil,
    clock: GuardClock = .system, onDecision: @escaping @Sendable (GuardDecision, FlagError?) -> Void = { _, _ in }
  ) {
    self.key = key
    self.plan = plan
    self.clock = clock
    self.store = store
    self.onDecision = onDecision
    let decision = decision?.candidate == plan.candidate ? decision : nil
    var ledger = ShadowLedger()
    ledger.decision = decision
    self.ledger = Mutex(ledger)
    isRolledBack = Atomic(decision != nil)
    // The largest Double below 2⁶⁴ is the most that a share below 1 can ask for.
    threshold = plan.share >= 1 ? .max : UInt64(plan.share * 0x1p64)
  }

  @usableFromInline enum Way { case control, candidate, shadow(controlFirst: Bool) }

  /// Runs the candidate, the control or both.
  ///
  /// - Precondition: neither writes to what the other reads or returns, since both results are looked at; safe to call from
  ///   any number of threads as far as the two are.
  /// - Throws: what the chosen one throws; the candidate's where both do.
  @inlinable public func call<Output: Agreeing, Failure: Error>(
    _ agreement: Agreement, control: () throws(Failure) -> Output, candidate: () throws(Failure) -> Output
  ) throws(Failure) -> Output {
    switch next() {
    case .control: try control()
    case .candidate: try candidate()
    case .shadow(let isControlFirst):
      try shadow(agreement, controlFirst: isControlFirst, control: control, candidate: candidate).get()
    }
  }

  public var report: GuardReport {
    let calls = calls.load(ordering: .relaxed)
    return ledger.withLock { ledger in
      GuardReport(
        calls: calls, shadows: ledger.shadows, skipped: ledger.skipped,
        costShare: ledger.costShare(calls: ledger.decision.map { min($0.calls, calls) } ?? calls),
        meanRatio: ledger.meanRatio, medianRatio: ledger.medianRatio, decision: ledger.decision)
    }
  }

  @usableFromInline func next() -> Way {
    let number = calls.wrappingAdd(1, ordering: .relaxed).newValue
    if isRolledBack.load(ordering: .acquiring) { return .control }
    guard Self.scattered(number) <= threshold else { return .candidate }
    let isControlFirst = ledger.withLock { $0.begin(calls: number, maximumCost: plan.maximumCost) }
    return isControlFirst.map { .shadow(controlFirst: $0) } ?? .candidate
  }

  @usableFromInline func shadow<Output: Agreeing, Failure: Error>(
    _ agreement: Agreement, controlFirst: Bool, control: () throws(Failure) -> Output,
    candidate: () throws(Failure) -> Output
  ) -> Result<Output, Failure> {
    var times = ShadowTimes()
    let start = clock.nanoseconds()
    let actual: Result<Output, Failure>
    let expected: Result<Output, Failure>
    if controlFirst {
      expected = timed(control, &times.control)
      actual = timed(candidate, &times.candidate)
    } else {
      actual = timed(candidate, &times.candidate)
      expected = timed(control, &times.control)
    }
    let verdict = Verdict(actual, expected, agreement)
    times.whole = Double(clock.nanoseconds() &- start)
    let isSlow = ledger.withLock { ledger in
      ledger.end(times, margin: plan.margin, isJudged: verdict.isJudged)
      return ledger.bet.isLost
    }
    if verdict.isWrong {
      rollBack(verdict)
      return expected
    }
    if isSlow { rollBack(verdict) }
    return actual
  }

  private func timed<Output, Failure: Error>(
    _ body: () throws(Failure) -> Output, _ nanoseconds: inout Double
  ) -> Result<Output, Failure> {
    let start = clock.nanoseconds()
    let result = Result(catching: body)
    nanoseconds = Double(clock.nanoseconds() &- start)
    return result
  }

  /// Of several threads that find fault at once, one decides.
  private func rollBack(_ verdict: Verdict) {
    let calls = calls.load(ordering: .relaxed)
    let decided: GuardDecision? = ledger.withLock { ledger in
      guard ledger.decision == nil else { return nil }
      let decision = GuardDecision(
        key: key, control: plan.control, candidate: plan.candidate, reason: verdict.reason, place: verdict.place,
        expected: verdict.expected, actual: verdict.actual, ratio: ledger.meanRatio, calls: calls,
        shadows: ledger.shadows, time: clock.time)
      ledger.decision = decision
      isRolledBack.store(true, ordering: .releasing)
      return decision
    }
    guard let decided else { return }
    do throws(FlagError) {
      try store?.record(decided)
      onDecision(decided, nil)
    } catch {
      onDecision(decided, error)
    }
  }

  /// The finaliser of SplitMix64: neighbouring numbers go far apart, so that no rhythm of the calls meets one of the shadows.
  private static func scattered(_ number: Int) -> UInt64 {
    var bits = UInt64(bitPattern: Int64(number)) &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}

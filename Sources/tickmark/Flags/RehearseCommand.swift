public import ArgumentParser
import TickmarkCommands
import TickmarkFlags
public import TickmarkSuites

extension FlaggedOperation.Fault: ExpressibleByArgument {}

extension FlagsCommand {
  struct Rehearse: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rehearse", abstract: "Try a guarded roll-out on an operation, here and now.",
      discussion: """
        Calls the operation many times through its guard, over a small generated market. A roll-back is written down as \
        in earnest: 'tickmark flags show' tells it afterwards, 'set' and 'reset' end it. Exit 1 where the candidate was \
        too slow, 5 where it was wrong.
        """)

    @Argument(help: "The flag.") var key: String
    @Option(help: "The choice on trial: that of the flag file's guard, else the flag's default.") var candidate: String?
    @Option(help: "The choice beside it: that of the flag file's guard, else the reference.") var control: String?
    @Option(help: "How many calls.") var calls = 10_000
    @Option(parsing: .unconditional, help: "The share of calls that run both.") var share: Double?
    @Option(parsing: .unconditional, help: "How much slower the candidate may be.") var margin: Double?
    @Option(
      help: "Plant a fault in the candidate: wrong changes one value, slow adds the control's work twice.")
    var plant: FlaggedOperation.Fault?
    @OptionGroup var file: FlagFileOption

    func validate() throws {
      guard calls >= 1 else { throw ValidationError("'--calls' is at least 1") }
    }

    func run() throws {
      let place = file.place
      // Only the file's guard counts: a rehearsal calls both sides by name.
      let known = try place.flags(usesEnvironment: false, isFileNeeded: false)
      let flag = try known.flag(key, place: "command line")
      let plan = try self.plan(flag, known.guardPlan(of: flag.key))
      guard let operation = FlaggedOperations.all().first(where: { $0.flag == flag }) else {
        throw FlagError.unknownFlag(key, place: "rehearsals", known: FlaggedOperations.all().map(\.flag.key))
      }
      let records = try place.store.read()
      let watch = Guard(flag.key, plan: plan, decision: records[flag.key], store: place.store) { decision, error in
        if let error { Messages.warning("the roll-back of '\(decision.key)' is not on record: \(error)") }
      }
      if let decision = watch.report.decision {
        Messages.note("already rolled back: \(decision); 'tickmark flags reset \(flag.key)' forgets it")
      }
      let call = try operation.call(under: plan, fault: plant)
      for _ in 0..<calls { call(watch) }
      let report = watch.report
      print(RehearsalText.of(report, plan, key: flag.key))
      switch report.decision?.reason {
      case nil: return
      case .slowdown: throw ExitStatus.regressed
      case .disagreement, .failure: throw ExitStatus.disagreement
      }
    }

    private func plan(_ flag: TickmarkFlags.Flag, _ planned: GuardPlan?) throws(FlagError) -> GuardPlan {
      let share = share ?? planned?.share ?? GuardPlan.usualShare
      return try GuardPlan(
        for: flag, control: control ?? planned?.control ?? flag.choices[0],
        candidate: candidate ?? planned?.candidate ?? flag.defaultChoice, share: share,
        margin: margin ?? planned?.margin ?? GuardPlan.usualMargin,
        maximumCost: self.share == nil ? planned?.maximumCost : nil)
    }
  }
}

/// What a rehearsal prints.
enum RehearsalText {
  static func of(_ report: GuardReport, _ plan: GuardPlan, key: String) -> String {
    let ratio = report.medianRatio.map { "\(rounded($0)) (mean \(report.meanRatio.map { rounded($0) } ?? "?"))" }
    return """
      flag       \(key): '\(plan.candidate)' beside '\(plan.control)'
      calls      \(report.calls), of which \(report.shadows) ran both; \(report.skipped) more would have cost too much
      cost       \(rounded(100 * report.costShare)) % of the calls' time, at most \(rounded(100 * plan.maximumCost)) %
      ratio      \(ratio ?? "unknown"), candidate over control; margin \(rounded(100 * plan.margin)) %
      decision   \(report.decision.map { "rolled back: \($0)" } ?? "none, the candidate serves")
      """
  }

  private static func rounded(_ value: Double) -> String { "\((value * 1_000).rounded() / 1_000)" }
}

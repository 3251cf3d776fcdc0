import ArgumentParser
import Foundation
import TickmarkBaselines
import TickmarkGating

/// What a run is held against.
struct GatingOptions: ParsableArguments {
  @Option(help: "Folder of the stored baselines.")
  var baselines: String?

  @Option(help: "File of budgets; the baselines' folder's budgets.toml by default.")
  var budgets: String?

  @Option(help: "Relative change that counts as one, in place of each row's recorded floor (0.05 is 5 %).")
  var margin: Double?

  @Flag(help: "Pair suspects with a build of the baseline's commit before they count; it is built once and kept.")
  var confirm = false

  @Flag(help: "Exit 2 where something is undecided.")
  var strict = false

  func validate() throws {
    if let margin, !(margin >= 0 && margin < 10) { throw ValidationError("--margin is a fraction from 0 to 10") }
  }

  /// What a command that neither measures nor exits by a verdict cannot do.
  func refuseMeasuring(in command: String) throws {
    guard let foreign = [("--confirm", confirm), ("--strict", strict)].first(where: \.1) else { return }
    throw ValidationError("\(foreign.0) goes with 'run' and 'gate', not with '\(command)'")
  }

  /// What a command that only stores cannot do.
  func refuseJudging(in command: String) throws {
    let own = [
      ("--budgets", budgets != nil), ("--margin", margin != nil), ("--confirm", confirm), ("--strict", strict),
    ]
    guard let foreign = own.first(where: \.1) else { return }
    throw ValidationError("\(foreign.0) judges, and '\(command)' does not; it goes with 'run' and 'gate'")
  }

  func store(_ settings: Settings) -> BaselineStore {
    BaselineStore(root: baselines ?? settings.baselines ?? "Baselines")
  }

  /// The budgets, checked against what the program has; none where no file was named and none is there.
  func budgetFile(_ settings: Settings, selection: Selection) throws -> BudgetFile? {
    guard let file = try unchecked(settings) else { return nil }
    try file.check(against: selection.all.map { ("\($0.id)", $0.variants) })
    return file
  }

  /// The limits of the rows that a stored run holds; of others it says nothing.
  func budgets(of run: RunFile, baselines: [RunFile], settings: Settings) throws -> [BudgetResult] {
    let cases = Set(run.cases.map(\.case))
    return try unchecked(settings)?.judge(run, baselines: baselines, selected: cases.contains) ?? []
  }

  /// The budgets as they are written; none where no file was named and none is there.
  func unchecked(_ settings: Settings) throws -> BudgetFile? {
    let named = budgets ?? settings.budgets
    let path = named ?? "\(store(settings).root)/budgets.toml"
    if named == nil, !FileManager.default.fileExists(atPath: path) { return nil }
    return try BudgetFile.read(path)
  }
}

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

  func store(_ settings: Settings) -> BaselineStore {
    BaselineStore(root: baselines ?? settings.baselines ?? "Baselines")
  }

  /// The budgets, checked against what the program has; none where no file was named and none is there.
  func budgetFile(_ settings: Settings, selection: Selection) throws -> BudgetFile? {
    guard let file = try unchecked(settings) else { return nil }
    try file.check(against: selection.all.map { ("\($0.id)", $0.variants) })
    return file
  }

  /// The budgets as they are written; none where no file was named and none is there.
  func unchecked(_ settings: Settings) throws -> BudgetFile? {
    let named = budgets ?? settings.budgets
    let path = named ?? "\(store(settings).root)/budgets.toml"
    if named == nil, !FileManager.default.fileExists(atPath: path) { return nil }
    return try BudgetFile.read(path)
  }
}

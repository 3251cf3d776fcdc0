import Foundation
import TOMLKit
public import TickmarkBaselines

/// The limits that a run is held to: `Baselines/budgets.toml`.
///
///     schema = "tickmark.budgets/1"
///
///     [[budget]]
///     case = "tracking/statistics/2520x500"      # '*' stands for anything
///     variant = "simd"
///     wall = "2 ms"                              # holds for one machine class …
///     machine = "amd-epyc-f26m2-2c"
///     percentile = 95                            # … for so many per cent of the calls; without it for the median
///     speedup = 2.0                              # … against the operation's reference: holds anywhere
///     allocations = 0                            # of one call
///     allocated-bytes = 0
///     throughput = 800_000                       # elements a second, at least; needs `machine`
public struct BudgetFile: Sendable, Equatable {
  public static let schema = "tickmark.budgets/1"

  public let path: String
  public let budgets: [Budget]

  /// - Throws: `.badBudget` for anything that is not as above: a limit that is not understood would hold nothing.
  public static func read(_ path: String) throws(GatingError) -> BudgetFile {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw .budgetsMissing(path: path) }
    return try parse(text, path: path)
  }

  public static func parse(_ text: String, path: String) throws(GatingError) -> BudgetFile {
    let table: TOMLTable
    do { table = try TOMLTable(string: text) } catch {
      throw .badBudget(path: path, budget: nil, problem: "it is not TOML (\(String(describing: error).prefix(80)))")
    }
    for key in table.keys where key != "schema" && key != "budget" {
      throw .badBudget(path: path, budget: nil, problem: "unknown key '\(key)'; known are schema and budget")
    }
    guard table["schema"]?.string == schema else {
      throw .badBudget(path: path, budget: nil, problem: "schema must be \"\(schema)\"")
    }
    if table["budget"] != nil, table["budget"]?.array == nil {
      throw .badBudget(path: path, budget: nil, problem: "budget must be tables; write [[budget]]")
    }
    var budgets: [Budget] = []
    for (index, entry) in (table["budget"]?.array ?? TOMLArray()).enumerated() {
      guard let fields = entry.table else {
        throw .badBudget(path: path, budget: index + 1, problem: "it is no table; write [[budget]]")
      }
      do { budgets.append(try Budget(fields)) } catch let problem {
        throw .badBudget(path: path, budget: index + 1, problem: problem.description)
      }
    }
    return BudgetFile(path: path, budgets: budgets)
  }

  /// - Throws: `.badBudget` where a budget names nothing that the program has.
  public func check(against names: [(case: String, variants: [String])]) throws(GatingError) {
    for (index, budget) in budgets.enumerated() {
      let matches = names.contains { name in name.variants.contains { budget.matches(case: name.case, variant: $0) } }
      if !matches {
        throw .badBudget(
          path: path, budget: index + 1,
          problem: "no case '\(budget.case)' with a variant '\(budget.variant)'; see 'tickmark list'")
      }
    }
  }

  /// Every limit held against the run. A limit whose case was not measured is undecided, not held.
  ///
  /// - Parameters:
  ///   - baselines: tell the machine's pace when the rows were stored.
  ///   - selected: whether the run was to measure a case; limits on others are left out.
  public func judge(_ run: RunFile, baselines: [RunFile] = [], selected: (String) -> Bool) -> [BudgetResult] {
    let stored = Dictionary(
      baselines.filter { $0.machine.class == run.machine.class }.flatMap(\.cases).map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first })
    return budgets.flatMap { budget -> [BudgetResult] in
      let records = run.cases.filter { budget.matches(case: $0.case, variant: $0.variant) }
      if records.isEmpty, budget.isOfOneRow, selected(budget.case) { return budget.unmeasured() }
      return records.flatMap { record in
        let pace = stored[record.key].flatMap { Pace(then: $0, now: record) }
        return budget.judge(record, machineClass: run.machine.class, pace: pace)
      }
    }
  }
}

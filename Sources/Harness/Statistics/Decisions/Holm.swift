/// Keeps the chance of even one false alarm among many rows below a level.
///
///     adjusted(i) = max over j ≤ i of min(1, (m − j + 1) p(j))        p(1) ≤ … ≤ p(m)
///
/// Valid whatever the dependence between the rows, and never weaker than Bonferroni's `m p`.
///
/// - Units: p-values in, p-values out, in the order given. Equal p-values get equal adjusted ones.
/// - Edge cases: nothing in, nothing out.
/// - Complexity: O(`m` log `m`).
/// - Precondition: each p-value lies between 0 and 1.
/// - Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
public enum Holm {
  /// What each row's p-value becomes once the other rows are taken into account.
  public static func adjusted(_ pValues: [Double]) -> [Double] {
    precondition(pValues.allSatisfy { $0 >= 0 && $0 <= 1 }, "a p-value lies between 0 and 1")
    var adjusted = pValues
    var floor = 0.0
    let ascending = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    for (place, row) in ascending.enumerated() {
      floor = max(floor, min(1, Double(pValues.count - place) * pValues[row]))
      adjusted[row] = floor
    }
    return adjusted
  }

  /// Which rows differ, with at most `level` chance of even one false alarm.
  ///
  /// - Precondition: `0 < level < 1`.
  public static func rejections(_ pValues: [Double], level: Double) -> [Bool] {
    precondition(level > 0 && level < 1, "a level has to lie strictly between 0 and 1")
    return adjusted(pValues).map { $0 <= level }
  }
}

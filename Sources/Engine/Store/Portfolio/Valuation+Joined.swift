import TickmarkAgreement

extension Valuation {
  /// One statement: the last day is looked for in the order of the table's key, once a position.
  ///
  /// `CROSS` keeps the order of the joins: without it a planner that has no statistics may begin with the prices (2.2 s in
  /// place of 0.6 ms for 500 positions over 10 M rows, SQLite 3.40).
  static let joined = Variant<Body>("joined") { try positions(joinedSQL, $0) }

  static let joinedSQL = """
    SELECT s.name, h.quantity, p.day, p.close
    FROM portfolio h CROSS JOIN symbols s ON s.code = h.code LEFT JOIN prices p ON p.code = h.code AND p.day = (
      SELECT day FROM prices WHERE code = h.code AND close IS NOT NULL ORDER BY day DESC LIMIT 1)
    ORDER BY h.quantity * p.close DESC NULLS LAST, s.name
    """
}

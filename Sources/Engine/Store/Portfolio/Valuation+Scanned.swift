import TickmarkAgreement

extension Valuation {
  /// Every price of every position is looked at and compared with the last day: how the seed's query reads, kept to be
  /// measured beside the others.
  static let scanned = Variant<Body>("scanned") { try positions(scannedSQL, $0) }

  static let scannedSQL = """
    SELECT s.name, h.quantity, p.day, p.close
    FROM portfolio h JOIN symbols s ON s.code = h.code LEFT JOIN prices p
      ON p.code = h.code AND +p.day = (SELECT MAX(day) FROM prices WHERE code = p.code AND close IS NOT NULL)
    ORDER BY h.quantity * p.close DESC NULLS LAST, s.name
    """
}

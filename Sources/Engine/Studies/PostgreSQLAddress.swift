/// Addresses of PostgreSQL databases, in any of libpq's forms.
public enum PostgreSQLAddress {
  /// The address as it may be shown: `postgresql://user@host/database`, and `password=…` of the other forms left out.
  public static func withoutPassword(_ address: String) -> String {
    let address = address.replacing(#/password=('[^']*'|[^&\s]*)/#, with: "password=…")
    guard let scheme = address.range(of: "://"),
      let at = address.range(of: "@", range: scheme.upperBound..<address.endIndex),
      let colon = address.range(of: ":", range: scheme.upperBound..<at.lowerBound)
    else { return address }
    return String(address[..<colon.lowerBound] + address[at.lowerBound...])
  }
}

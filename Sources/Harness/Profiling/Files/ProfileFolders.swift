package import TickmarkMeasurement

/// Names of folders for the profiles of rows: each row has its own, though two names may differ in no letter that a file
/// name keeps.
package struct ProfileFolders {
  private var taken: Set<String> = []

  package init() {}

  /// `sums-running-64-simd`, with a number behind it where that is taken.
  package mutating func next(for id: CaseID, variant: String) -> String {
    let slug = Self.slug(id, variant: variant)
    var name = slug
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(slug)-\(number)"
      number += 1
    }
    return name
  }

  /// A file name that every system and every link takes.
  package static func slug(_ id: CaseID, variant: String) -> String {
    let name = "\(id)-\(variant)".map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "-" }
    return String(name.prefix(120)).lowercased()
  }
}

/// Where the profile of a row lies beside a report, or why there is none.
public struct ProfileLink: Sendable, Equatable {
  /// The row.
  public var name: String
  /// Of its page, relative to the report's; nil where there is no profile.
  public var path: String?
  /// What the reader should know.
  public var note: String?

  public init(name: String, path: String? = nil, note: String? = nil) {
    self.name = name
    self.path = path
    self.note = note
  }
}

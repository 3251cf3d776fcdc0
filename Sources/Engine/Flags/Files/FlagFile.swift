import Foundation

/// A flag file in flagd's JSON form, kept whole: what is not ours is written back as it was.
///
///     {"flags": {"indicators.list": {"state": "ENABLED", "variants": {"fused": "fused", "simd": "simd"},
///                                    "defaultVariant": "fused"}}}
///
/// - Source: flagd.dev, "Flag definitions".
public struct FlagFile: Sendable, Equatable {
  /// Where it is looked for unless `TICKMARK_FLAGS` or the command line names another place.
  public static let usualPath = ".tickmark/flags.json"
  public static let pathVariable = "TICKMARK_FLAGS"

  public let path: String
  private var content: [String: FlagValue]

  /// A file without flags.
  public init(path: String) {
    self.path = path
    content = ["flags": .object([:])]
  }

  /// - Throws: `notJSON`, and `badFile` where there is no object of flags.
  public init(path: String, text: String) throws(FlagError) {
    try self.init(path: path, document: JSONFile.parsed(Data(text.utf8), path: path))
  }

  private init(path: String, document: FlagValue) throws(FlagError) {
    guard let content = document.object, content["flags"]?.object != nil else {
      throw .badFile(path: path, problem: "no object 'flags'; write {\"flags\": {KEY: {…}}} as flagd has it")
    }
    self.path = path
    self.content = content
  }

  /// The file at `path`; nothing where there is none.
  ///
  /// - Throws: `unreadable`, `notJSON` and `badFile`.
  public static func read(_ path: String) throws(FlagError) -> FlagFile? {
    guard let document = try JSONFile.read(path) else { return nil }
    return try FlagFile(path: path, document: document)
  }

  /// Changes the file at `path`, or begins one, while no other process does.
  ///
  /// - Throws: as `read`, and `unwritable`; the file is then as it was.
  public static func change(_ path: String, _ body: (inout FlagFile) -> Void) throws(FlagError) {
    try JSONFile.alone(with: path) { () throws(FlagError) in
      let old = try read(path)
      var file = old ?? FlagFile(path: path)
      body(&file)
      if file != old { try JSONFile.write(file.text, to: path) }
    }
  }

  /// What the file looks like: indented, keys sorted.
  public var text: String { JSONFile.text(FlagValue.object(content)) }

  public var keys: [String] { flags.keys.sorted() }

  public subscript(key: String) -> FlagValue? { flags[key] }

  private var flags: [String: FlagValue] {
    get { content["flags"]?.object ?? [:] }
    set { content["flags"] = .object(newValue) }
  }

  /// Makes `choice` what the file says to everybody, under a guard where there is a plan.
  ///
  /// An older targeting or guard of the flag goes; its other variants and metadata stay.
  public mutating func set(_ flag: Flag, to choice: String, under plan: GuardPlan? = nil) {
    var entry = flags[flag.key]?.object ?? [:]
    var variants = entry["variants"]?.object ?? [:]
    for choice in flag.choices where !variants.values.contains(.text(choice)) {
      // A name that another choice has stays that one's.
      var name = choice
      while variants[name] != nil { name += "-choice" }
      variants[name] = .text(choice)
    }
    entry["state"] = .text("ENABLED")
    entry["variants"] = .object(variants)
    entry["targeting"] = nil
    entry["defaultVariant"] = variants.keys.sorted().first { variants[$0] == .text(choice) }.map(FlagValue.text)
    var metadata = (entry["metadata"]?.object ?? [:]).filter { !$0.key.hasPrefix(GuardPlan.metadataPrefix) }
    metadata.merge(plan?.metadata ?? [:]) { $1 }
    entry["metadata"] = metadata.isEmpty ? nil : .object(metadata)
    flags[flag.key] = .object(entry)
  }

  public mutating func remove(_ key: String) { flags[key] = nil }
}

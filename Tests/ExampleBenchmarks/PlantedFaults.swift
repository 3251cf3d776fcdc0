import Glibc
import Tickmark

/// Faults that the environment asks for; none by default.
enum PlantedFaults {
  /// A flag of the user's own.
  static let kernel = ProgramFlag("sums.kernel", values: ["plain", "slow", "wrong"])

  /// One element of one variant is not the reference's.
  static let isWrong = isSet("EXAMPLE_WRONG") || text(kernel.variable) == "wrong"
  /// All variants give other values, the reference too.
  static let isShifted = isSet("EXAMPLE_SHIFT")
  /// One variant does this many times the work.
  static let slowdown = text("EXAMPLE_SLOW").flatMap(Double.init) ?? (text(kernel.variable) == "slow" ? 1.2 : 1)
  /// One variant takes a piece of the heap.
  static let allocates = isSet("EXAMPLE_ALLOCATE")
  /// One case is not there, or has another name.
  static let hidesCase = isSet("EXAMPLE_HIDE")
  static let renamesCase = isSet("EXAMPLE_RENAME")
  /// A suite reads other data than it did.
  static let hasOtherData = isSet("EXAMPLE_DATA")
  /// What a body does while it is measured.
  static let crashes = isSet("EXAMPLE_CRASH") || isSubcommand(text("EXAMPLE_CRASH"))
  static let hangs = isSet("EXAMPLE_HANG")
  static let prints = isSet("EXAMPLE_PRINT")

  /// Times are the system clocks', not the model's.
  static let usesSystemClock = isSet("EXAMPLE_CLOCK")
  /// The model machine on another day: its luck, and how long everything takes.
  static let seed = text("EXAMPLE_SEED").flatMap(UInt64.init) ?? 0
  static let pace = text("EXAMPLE_PACE").flatMap(Double.init) ?? 1
  /// How long what declares its cost takes, and no yardstick.
  static let bodyPace = text("EXAMPLE_BODY_PACE").flatMap(Double.init) ?? 1

  private static func isSet(_ name: String) -> Bool { text(name) == "1" }

  /// Whether it is this process that was asked for it: a fault may befall one of the harness's processes only.
  private static func isSubcommand(_ name: String?) -> Bool {
    name != nil && name == CommandLine.arguments.dropFirst().first
  }

  private static func text(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

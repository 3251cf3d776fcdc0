import TickmarkAgreement
import TickmarkBacktest
import TickmarkFlags
import TickmarkFrames

/// A back-test by the rules `seed`, by one choice.
final class FlaggedTracking: FlaggedRun {
  private let variant: TickmarkAgreement.Variant<Tracking<Float>.Body>
  private let input: TrackingInput<Float>
  private var workspace: TrackingWorkspace
  private var statistics: TradeStatistics?

  /// - Throws: `FlagError.unknownChoice`.
  init(_ choice: String, _ size: (days: Int, assets: Int)) throws {
    variant = try FlaggedOperations.variant(choice, of: OperationFlags.tracking, Tracking<Float>.variants)
    input = try .reference(days: size.days, assets: size.assets)
    workspace = TrackingWorkspace(days: size.days)
  }

  func run() { statistics = variant.body(input, &workspace) }
  func spoil() { statistics?.largestMargin += 1 }

  func compare(with reference: FlaggedTracking, _ comparison: inout OutputComparison) {
    guard let ours = statistics, let theirs = reference.statistics else {
      return comparison.part(".hasRun") { $0.equal(statistics != nil, reference.statistics != nil) }
    }
    ours.compare(with: theirs, &comparison)
  }
}

/// A back-test by the rules `engine`, by one choice.
final class FlaggedBook: FlaggedRun {
  private let variant: TickmarkAgreement.Variant<Book<Float>.Body>
  private let input: BookInput<Float>
  private var workspace: BookWorkspace
  private var statistics: BookStatistics?

  /// - Throws: `FlagError.unknownChoice`.
  init(_ choice: String, _ size: (days: Int, assets: Int)) throws {
    variant = try FlaggedOperations.variant(choice, of: OperationFlags.book, Book<Float>.variants)
    input = try .reference(days: size.days, assets: size.assets)
    workspace = BookWorkspace(days: size.days)
  }

  func run() { statistics = variant.body(input, &workspace) }
  func spoil() { statistics?.trades.largestMargin += 1 }

  /// The statistics, and the value at the end of every day.
  func compare(with reference: FlaggedBook, _ comparison: inout OutputComparison) {
    guard let ours = statistics, let theirs = reference.statistics else {
      return comparison.part(".hasRun") { $0.equal(statistics != nil, reference.statistics != nil) }
    }
    ours.compare(with: theirs, &comparison)
    comparison.part(".nav") { comparison in
      for day in 0..<min(workspace.days, reference.workspace.days) {
        comparison.value(workspace.nav[day], reference.workspace.nav[day], day)
      }
    }
  }
}

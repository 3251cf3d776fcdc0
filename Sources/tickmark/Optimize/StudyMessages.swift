import Foundation
import TickmarkCommands
import TickmarkOptimization

/// Tells how a study goes: one line that is overwritten on a terminal, elsewhere a line now and then.
struct StudyMessages {
  private let space: SearchSpace
  private let trials: Int
  private var nextLine = Date(timeIntervalSinceNow: Self.lineSeconds)
  private var nextUpdate = Date.distantPast

  private static let lineSeconds = 10.0
  private static let updateSeconds = 0.2

  init(_ space: SearchSpace, trials: Int) { (self.space, self.trials) = (space, trials) }

  mutating func tell(_ progress: StudyProgress, _ messages: [String]) {
    for message in messages {
      Messages.endProgress()
      Messages.note(message)
    }
    let now = Date()
    if isatty(STDERR_FILENO) == 1 {
      guard now >= nextUpdate else { return }
      nextUpdate = now.addingTimeInterval(Self.updateSeconds)
      Messages.progress(line(progress))
    } else if now >= nextLine {
      nextLine = now.addingTimeInterval(Self.lineSeconds)
      Messages.note(line(progress))
    }
  }

  private func line(_ progress: StudyProgress) -> String {
    var parts = ["\(progress.finished) trials", "\(Int(progress.rate.rounded())) a second"]
    if let best = progress.best { parts.append("best \(StudyText.value(best.values.first ?? .nan))") }
    if progress.duplicates > 0 { parts.append("\(progress.duplicates) duplicates") }
    if progress.failed > 0 { parts.append("\(progress.failed) failed") }
    if let left = progress.secondsLeft { parts.append("\(Int(left.rounded(.up))) s left") }
    return parts.joined(separator: " · ")
  }
}

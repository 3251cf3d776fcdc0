import TickmarkAgreement

/// What a shadow's two results say of each other.
struct Verdict {
  let isWrong: Bool
  /// Whether both gave a result, so that their times can be compared.
  let isJudged: Bool
  /// Why a roll-back would be, if it came to one.
  let reason: GuardDecision.Reason
  var place: String?
  var expected: String?
  var actual: String?

  init<Output: Agreeing, Failure: Error>(
    _ candidate: Result<Output, Failure>, _ control: Result<Output, Failure>, _ agreement: Agreement
  ) {
    switch (candidate, control) {
    case (.success(let actual), .success(let expected)):
      let difference = OutputComparison.of(actual, with: expected, agreement).first
      isWrong = difference != nil
      isJudged = true
      reason = isWrong ? .disagreement : .slowdown
      if let difference {
        place = FlagError.line(difference.place)
        self.expected = FlagError.line(difference.expected)
        self.actual = FlagError.line(difference.actual)
      }
    // Both fail: that is how the operation answers this input.
    case (.failure, .failure):
      isWrong = false
      isJudged = false
      reason = .slowdown
    case (.success, .failure(let error)):
      isWrong = true
      isJudged = false
      reason = .failure
      expected = FlagError.line("the error \(error)")
      actual = "a result"
    case (.failure(let error), .success):
      isWrong = true
      isJudged = false
      reason = .failure
      expected = "a result"
      actual = FlagError.line("the error \(error)")
    }
  }
}

/// Trials of a runner that wait for equal ones to finish.
struct WaitingTrials {
  struct Waiting {
    let id: Int64
    let new: NewTrial
  }

  /// By the number of the trial that they wait for.
  private var parked: [Int: [Waiting]] = [:]
  /// They ask for their turn with the next transaction.
  private(set) var due: [Waiting] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 && due.isEmpty }
  var ids: [Int64] { parked.values.flatMap { $0.map(\.id) } + due.map(\.id) }

  mutating func add(_ id: Int64, _ new: NewTrial, for number: Int) {
    parked[number, default: []].append(Waiting(id: id, new: new))
    count += 1
  }

  mutating func isDue(_ id: Int64, _ new: NewTrial) { due.append(Waiting(id: id, new: new)) }

  /// Those who wait for this trial ask again.
  mutating func askAgain(about number: Int) {
    let some = parked.removeValue(forKey: number) ?? []
    due += some
    count -= some.count
  }

  /// Those who wait for somebody else's trial ask again.
  mutating func askAgain(except own: Set<Int>) {
    for number in Array(parked.keys) where !own.contains(number) { askAgain(about: number) }
  }

  /// All of them, whether due or not.
  mutating func takeAll() -> [Waiting] {
    defer { self = WaitingTrials() }
    return due + parked.values.flatMap { $0 }
  }

  mutating func takeDue() -> [Waiting] {
    defer { due = [] }
    return due
  }
}

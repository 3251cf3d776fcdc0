import Testing

@testable import TickmarkGating

@Suite struct BisectionTests {
  @Test func `the first slow commit is found wherever it is, in no more steps than promised`() {
    for count in 1...70 {
      for first in 0..<count {
        var judged: [Int] = []
        let bisection = Bisection(count: count)
        let found = bisection.search { place in
          judged.append(place)
          return place < first ? .fast : .slow
        }
        #expect(found == first..<(first + 1), "\(first) of \(count)")
        #expect(judged.count <= bisection.steps && Set(judged).count == judged.count)
        #expect(!judged.contains(count - 1), "the last one is known")
      }
    }
  }

  @Test func `what cannot be told stays among the candidates, and hides no more than itself`() {
    for count in 2...24 {
      for first in 0..<count {
        for hidden in [[first], [first - 1], [first - 1, first, first + 1]] {
          let found = Bisection(count: count).search { place in
            hidden.contains(place) ? .unknown("it does not build") : place < first ? .fast : .slow
          }
          #expect(found.contains(first), "\(first) of \(count) without \(hidden): \(found)")
          #expect(found.count <= 1 + hidden.count, "\(first) of \(count) without \(hidden): \(found)")
        }
      }
    }
  }
}

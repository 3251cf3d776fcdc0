import Foundation
import Testing

@testable import TickmarkStatistics

@Suite struct ChangePointTests {
  // Vectors of a debug build take a hundred times as long.
  #if DEBUG
    static let counts = [12, 40, 100]
    static let quietCounts = [9, 10, 40]
  #else
    static let counts = [12, 40, 100, 1_000, 10_000]
    static let quietCounts = [9, 10, 40, 300, 2_000]
  #endif

  @Test(arguments: quietCounts)
  func `a series in which nothing changes is called changed no oftener than the level says`(count: Int) {
    let method = ChangePoints(level: 0.02)
    let repetitions = 1_000
    let alarms = frequency(repetitions, seed: 71) { source in
      !method.find(in: (0..<count).map { _ in Population.lognormal.draw(&source) }).isEmpty
    }
    // Three standard errors, of these series and of the 2,000 orders that the chance was learnt from.
    let error = (0.02 * 0.98 * (1 / Double(repetitions) + 1 / 2_000)).squareRoot()
    #expect(alarms <= 0.02 + 3 * error, "\(count): \(alarms)")
  }

  @Test(arguments: counts)
  func `a step is found where it is`(count: Int) throws {
    let method = ChangePoints(level: count < 20 ? 0.01 : 0.001)
    var source = SplitMix64(seed: 5)
    for place in count > 20 ? [count / 2, count / 3, count - 5] : [count / 2] {
      let series = (0..<count).map { 100 + Population.normal.draw(&source) + ($0 < place ? 0 : 12) }
      let found = method.find(in: series)
      #expect(found.map(\.index) == [place], "\(count), \(place)")
    }
  }

  @Test func `a time of slowness is found at both of its ends`() {
    let method = ChangePoints()
    var source = SplitMix64(seed: 6)
    let cases = [(100, 40..<60), (1_000, 480..<500), (10_000, 7_000..<7_040)]
    for (count, slow) in cases where count <= Self.counts.max() ?? 0 {
      let series = (0..<count).map { 100 + Population.normal.draw(&source) + (slow.contains($0) ? 8 : 0) }
      #expect(method.find(in: series).map(\.index) == [slow.lowerBound, slow.upperBound], "\(count)")
    }
  }

  @Test func `one slow run is no change, however slow`() {
    let method = ChangePoints()
    var source = SplitMix64(seed: 7)
    var series = (0..<80).map { _ in 100 + Population.normal.draw(&source) }
    series[40] = 1e9
    #expect(method.find(in: series).isEmpty)
  }

  @Test func `the scale and its direction do not matter`() {
    let method = ChangePoints()
    var source = SplitMix64(seed: 8)
    let series = (0..<100).map { exp(0.1 * Population.normal.draw(&source)) * ($0 < 60 ? 1 : 1.5) }
    let found = method.find(in: series)
    #expect(!found.isEmpty)
    #expect(method.find(in: series.map { $0 * 1e6 + 3 }) == found)
    #expect(method.find(in: series.map { -$0 }).map(\.index) == found.map(\.index))
    #expect(method.find(in: series.reversed()).map { 100 - $0.index } == found.reversed().map(\.index))
  }

  @Test func `a series of one number never changes; of two numbers it changes where they do`() {
    let method = ChangePoints()
    #expect(method.find(in: [Double](repeating: 7, count: 60)).isEmpty)
    let counts = [Double](repeating: 0, count: 40) + [Double](repeating: 1, count: 40)
    #expect(method.find(in: counts).map(\.index) == [40])
  }

  @Test func `no two changes are nearer than the minimum, and none is nearer to an end`() {
    let method = ChangePoints(level: 0.05, minimum: 5)
    var source = SplitMix64(seed: 9)
    for count in stride(from: 0, to: 90, by: 3) {
      let series = (0..<count).map { Population.normal.draw(&source) + Double($0 / 7 % 2 * 6) }
      let bounds: [Int] = [0] + method.find(in: series).map(\.index) + [count]
      let lengths = zip(bounds, bounds.dropFirst()).map { $1 - $0 }
      #expect(lengths.count == 1 || lengths.allSatisfy { $0 >= 5 }, "\(count): \(lengths)")
    }
  }
}

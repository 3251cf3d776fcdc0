import Glibc
import Tickmark

extension Suite {
  /// Every report adds up its columns.
  static let sums = Suite(
    "sums", question: "What does a sum cost, and does anybody notice a planted fault?", sizes: .smoke(8), .full(64)
  ) { size in
    let series = Series(count: size.count)
    Operation("running", elements: size.count, yardsticks: [.arithmetic]) {
      Variant("scalar", output: { series.sums }) { series.fill() }
      Variant("simd", output: { series.sums }) {
        misbehave()
        series.fill(slowdown: PlantedFaults.slowdown)
        if PlantedFaults.isWrong { series.sums[3] += 1 }
      }
    }
    if !PlantedFaults.hidesCase {
      Operation(PlantedFaults.renamesCase ? "grand" : "total", elements: size.count, yardsticks: [.arithmetic]) {
        Variant("scalar") { series.total() }
      }
    }
  }

  private static func misbehave() {
    if PlantedFaults.allocates { blackHole([UInt8](repeating: 0, count: 100)) }
    if PlantedFaults.prints { print("a body talks") }
    if PlantedFaults.crashes { preconditionFailure("a planted crash") }
    while PlantedFaults.hangs { sleep(1) }
  }
}

/// Numbers, and room for their running sums.
private final class Series {
  private let values: [Double]
  var sums: [Double]

  init(count: Int) {
    values = (0..<count).map { Double(($0 * 37) % 101) + (PlantedFaults.isShifted ? 1 : 0) }
    sums = [Double](repeating: 0, count: count)
  }

  /// - Parameter slowdown: how many times the work.
  func fill(slowdown: Double = 1) {
    ModelMachine.spend(nanoseconds: 5_000 * slowdown)
    for _ in 0..<Int(100 * slowdown) {
      var sum = 0.0
      for index in values.indices {
        sum += values[index]
        sums[index] = sum
      }
    }
  }

  func total() -> Double {
    ModelMachine.spend(nanoseconds: 900)
    var sum = 0.0
    for _ in 0..<20 {
      for index in values.indices { sum += values[index] }
    }
    return sum
  }
}

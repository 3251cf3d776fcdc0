import Foundation
import Tickmark
import Ticks

/// Which of two ways a program goes, decided outside of it: `ab --flag rolling.kernel=anew,carried` compares them.
enum Rolling {
  static let kernel = ProgramFlag("rolling.kernel", values: ["carried", "anew"])

  static func chosen(_ values: [Int], window: Int) -> [Int] {
    isAnew ? RollingSum.anew(values, window: window) : RollingSum.carried(values, window: window)
  }

  private static let isAnew = ProcessInfo.processInfo.environment[kernel.variable] == "anew"
}

extension Suite {
  /// Every chart draws a moving average.
  static let rolling = Suite(
    "rolling", question: "What does a window cost, and is it carried on?", sizes: .smoke(100), .full(2_000)
  ) { size in
    let values = (0..<size.count).map { $0 * 7_919 % 1_009 }
    Operation("sum", elements: size.count, yardsticks: [.arithmetic]) {
      Variant("scalar") { RollingSum.anew(values, window: 50) }
      Variant("carried") { RollingSum.carried(values, window: 50) }
      Variant("chosen") { Rolling.chosen(values, window: 50) }
    }
  }
}

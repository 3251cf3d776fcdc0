import Tickmark
import Ticks

extension Suite {
  /// Every import reads the whole file once.
  static let parsing = Suite(
    "parsing", question: "What does a line cost, and does it pay to look at bytes?", sizes: .smoke(10), .full(1_000)
  ) { size in
    let text = (0..<size.count).map { "2024-01-02,\(1_000 + $0 * 37 % 900),\($0 % 50 * 100)\n" }.joined()
    Operation("cents", elements: size.count, unit: "lines", yardsticks: [.arithmetic, .allocation]) {
      Variant("scalar") { Quote.centsBySplitting(text) }  // the reference: the others must agree with it
      Variant("bytes") { Quote.centsByScanning(text) }
    }
  }
}

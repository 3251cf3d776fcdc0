import TickmarkAgreement
import TickmarkFrames
import TickmarkIndicators
public import TickmarkMeasurement
import TickmarkService
import TickmarkStreaming

extension Suite {
  /// A feed brings updates of all symbols, one after the other; each is to be an indicator before the next one comes.
  public static let streaming = Suite(
    "streaming",
    question: "What does an update cost until its indicators stand, and what does the queue before them add?",
    sizes: .smoke(20), .full(500), .large(4_000)
  ) { size in
    let run = StreamingRun(symbols: size.count)
    Operation("updates", elements: run.updates.count, unit: "updates", yardsticks: [.arithmetic, .cache]) {
      // One stream a symbol and indicator, asked one by one.
      Variant("streams", output: { run.copy() }) { run.byStreams() }
      Variant("book", output: { run.copy() }) { run.byBook() }
    }
    Operation("through-a-queue", elements: run.updates.count, unit: "updates", yardsticks: [.arithmetic, .allocation]) {
      Variant("book") { run.sumByBook() }
      Variant("pipeline") { run.sumByPipeline() }
    }
  }

  /// What a service does for one question and for one flush, without the system's part.
  public static let service = Suite(
    "service", question: "What does a warm cache save of an answer, and what one encoding of many?",
    sizes: .smoke(100), .full(1_000)
  ) { size in
    let bench = try AnswerBench(MarketGenerator(symbols: 50, days: 504, seed: 42).frame())
    Operation("answer", elements: 1, unit: "answers", yardsticks: [.allocation, .memory]) {
      Variant("computed", output: { bench.bytes }) { bench.computed() }
      Variant("cached", output: { bench.bytes }) { bench.cached() }
    }
    let fanout = FanoutBench(subscribers: size.count)
    Operation("flush", elements: size.count * 10, unit: "deliveries", yardsticks: [.allocation, .cache]) {
      Variant("each") { fanout.each() }
      Variant("shared") { fanout.shared() }
    }
  }
}

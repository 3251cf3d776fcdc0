import TickmarkStatistics
import Testing

@testable import TickmarkProfiling

@Suite struct PerfScriptTests {
  static let text = """
    17432\u{20}
    \t          57b83c $s4Main6SeriesC4fillyyF (/opt/my (old) tool/program)
    \t          5bc1b3 $s17TickmarkAgreement7VariantV0A11MeasurementAD9TimedBodyVRszlE_6output_ACyAFGSS_qd__ycyyctcAA8AgreeingRd__lufcySicfU_TA (/opt/my (old) tool/program)
    \t           2724a __libc_start_call_main (/usr/lib/libc.so.6)

    17432\u{20}
    \t    7fb5648a2630 std::operator<< <char>(std::ostream&, char const*) (.isra.0) (/usr/lib/libstdc++.so.6 (deleted))
    \t          57b83c $s4Main6SeriesC4fillyyF (/opt/my (old) tool/program)
    \t          89abcd start_thread (/usr/lib/libc.so.6)

    17433\u{20}
    \tffffffff81234567 [unknown] ([kernel.kallsyms])
    \t    7fb5648a2631 a;b (/usr/lib/libx.so)

    17433     57b83c [unknown] ([unknown])


    """

  private func read(_ text: String, pieces: Int = .max) -> PerfScript {
    var script = PerfScript(program: "/opt/my (old) tool/program")
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + min(pieces, bytes.count))
      script.read(bytes[start..<end])
      start = end
    }
    script.finish()
    return script
  }

  @Test func `stacks are read root first, with names, files and what is unknown`() {
    let script = read(Self.text)
    let fill = Frame("Series.fill()", .program)
    var expected = Stacks()
    expected.add([fill])
    expected.add([Frame("start_thread", .library), fill, Frame("operator<<", .library)])
    expected.add([Frame("a:b", .library), Frame("[unknown] [kernel.kallsyms]", .unknown)])
    expected.add([Frame("[unknown]", .unknown)])
    // Symbols come as they are in the file, so a function of C++ that perf has demangled is left as it is.
    let named = Set(script.collector.stacks.counts.keys.map { $0.map(\.origin) })
    #expect(named == Set(expected.counts.keys.map { $0.map(\.origin) }))
    #expect(script.collector.stacks.counts[[fill]] == 1)
    #expect(
      script.collector.stacks.counts[[Frame("a:b", .library), Frame("[unknown] [kernel.kallsyms]", .unknown)]] == 1)
    #expect(script.collector.stacks.total == 4 && script.collector.named == 2 && script.collector.whole == 2)
    #expect(script.empty == 0 && script.damaged == 0)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1_000]) func `pieces give what the whole gives`(pieces: Int) {
    #expect(read(Self.text, pieces: pieces).collector.stacks == read(Self.text).collector.stacks)
  }

  @Test func `a sample that cannot be read is counted and the others stay`() {
    let broken = Self.text.replacing("2724a __libc_start_call_main (/usr/lib/libc.so.6)", with: "nonsense")
    let script = read(broken + "17434 \n\n")
    #expect(script.damaged == 1 && script.empty == 1 && script.collector.stacks.total == 3)
  }

  @Test(arguments: 0..<100) func `no bytes trap`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var bytes = Array(Self.text.utf8)
    for _ in 0..<20 {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      default: bytes.removeLast(min(5, bytes.count - 1))
      }
    }
    var script = PerfScript(program: "x")
    script.read(bytes)
    script.finish()
    #expect(script.collector.stacks.total + script.empty + script.damaged <= 8)
  }

  @Test func `a forwarder before its function is one frame with it, and real recursion is not`() {
    var collector = StackCollector(program: "p")
    let recursion = ["f", "f", "g"].map { StackCollector.RawFrame(symbol: $0, object: "p") }
    collector.add(recursion)
    #expect(collector.stacks.counts.keys.first?.map(\.name) == ["g", "f", "f"])
    var other = StackCollector(program: "p")
    // A closure and the partial application that leads to it.
    let closure = "$s4Main1fyyFyycfU_"
    other.add([closure, closure + "TA"].map { StackCollector.RawFrame(symbol: $0, object: "p") })
    #expect(other.stacks.counts.keys.first?.map(\.name) == ["closure #1 in f()"])
  }
}

import TickmarkStatistics
import Testing

@testable import TickmarkProfiling

@Suite struct SymbolTests {
  @Test(arguments: [
    // As the compiler writes them.
    ("$s14TickmarkMemory13DisjointPartsV4fillyySi_ys11MutableSpanVyxGzXEtF", "DisjointParts.fill(_:_:)"),
    (
      "$s16TickmarkParallel10WorkerTeamC7perform_5parts7workersyx_S2it0A6Memory9PartedJobRzlF",
      "WorkerTeam.perform(_:parts:workers:)"
    ),
    (
      "$s18TickmarkIndicators6SetJob33_0195A983786F6C3514A3FA8B6E126B21LLV3run4part6workerySi_SitF",
      "SetJob.run(part:worker:)"
    ),
    ("$s16TickmarkCommands13SlicesCommandV3runyyKF", "SlicesCommand.run()"),
    ("$sSayxSiciM", "Array.subscript.modify"),
    // Symbols of C and of the kernel, with what optimisers and linkers append.
    ("swift_retain", "swift_retain"), ("memcpy@@GLIBC_2.14", "memcpy"),
    ("finish_task_switch.isra.0", "finish_task_switch"),
    ("handler.part.3.cold", "handler"), ("free@plt", "free"), (".text", ".text"), ("_", "_"),
    ("_ZN5swift7runtime9AccessSet6insertEv", "swift::runtime::AccessSet::insert"),
  ]) func `a symbol reads as its function`(symbol: String, name: String) {
    #expect(SymbolName(symbol: symbol).text == name)
  }

  @Test(arguments: [
    ("static Swift.Int.< infix(Swift.Int, Swift.Int) -> Swift.Bool", "Int.< infix(_:_:)"),
    ("static M.Money.-> prefix(M.Money) -> Swift.Int", "Money.-> prefix(_:)"),
    ("M.f<A where A: Swift.Equatable>(_: (A) -> [A : Swift.Int], b: A) throws(M.E) -> ()", "f(_:b:)"),
    (
      "closure #1 (Swift.Int) -> () in closure #2 @Sendable () throws -> A in M.(P in _0A).f() -> ()",
      "closure #1 in closure #2 in P.f()"
    ),
    ("step #1 (at: Swift.Int) -> () in M.walk() -> ()", "step(at:) in walk()"),
    ("implicit closure #3 () -> Swift.Bool in M.f() -> ()", "closure #3 in f()"),
    ("generic specialization <Swift.Int, (A) -> B> of Swift.Array.append(__owned A) -> ()", "Array.append(_:)"),
    (
      "function signature specialization <Arg[0] = [Closure Propagated : $sX, Argument Types : [M.S]> of merged M.f() -> ()",
      "f()"
    ),
    (
      "partial apply forwarder for reabstraction thunk helper <A> from @a (@in A) -> () to @b () -> ()",
      "reabstraction thunk"
    ),
    ("protocol witness for M.P.f(x: Swift.Int) -> () in conformance M.(S in _0F) : M.P in M", "S.f(x:)"),
    ("(extension in M):Swift.Sequence.map<A>((A.Element) -> A1) -> [A1]", "Sequence.map(_:)"),
    ("variable initialization expression of static (extension in M):N.Suite.sums : N.Suite", "Suite.sums"),
    ("outlined destroy of Swift.Optional<M.T>", "outlined destroy of Optional"),
    ("protocol witness for M.P.x.getter : Swift.Int in conformance M.S : M.P in M", "S.x.getter"),
    ("(2) await resume partial function for M.f() async -> ()", "f()"),
    (
      "lazy protocol witness table accessor for type M.T and conformance M.T : M.P in M",
      "lazy protocol witness table accessor for T"
    ),
    ("M.S.count.getter : Swift.Int", "S.count.getter"), ("M.C.__deallocating_deinit", "C.__deallocating_deinit"),
    ("M.f() -> () with unmangled suffix \".5\"", "f()"),
  ]) func `what the compiler adds is left out`(demangled: String, name: String) {
    #expect(SymbolName(demangled: demangled, isSwift: true).text == name)
  }

  @Test(arguments: [
    ("void a::b<int, c<d> >::e(int, f<g>) const", "a::b::e"), ("a::operator<<(int)", "a::operator<<"),
    ("a::operator()(int) const", "a::operator()"), ("(anonymous namespace)::f()", "(anonymous)::f"),
    ("a::f(int)::{lambda(x)#1}::operator()(x) const", "a::f::{lambda(x)#1}::operator()"),
    ("a::operator->() const", "a::operator->"), ("std::ostream& operator<< <char>(std::ostream&, char)", "operator<<"),
    ("main", "main"),
  ]) func `a function of C++ reads without its arguments`(demangled: String, name: String) {
    #expect(SymbolName(demangled: demangled, isSwift: false).text == name)
  }

  @Test func `forwarders and the harness's own loop are known`() {
    let forwarder = SymbolName(
      demangled: "partial apply forwarder for closure #1 () -> () in M.f() -> ()", isSwift: true)
    #expect(forwarder.isGlue && forwarder.text == "closure #1 in f()")
    let loop = SymbolName(
      demangled:
        "closure #1 (Swift.Int) -> () in (extension in TickmarkMeasurement):TickmarkAgreement.Variant< where A == TickmarkMeasurement.TimedBody>.init<A>(_: Swift.String, _: () -> A1) -> TickmarkAgreement.Variant<TickmarkMeasurement.TimedBody>",
      isSwift: true)
    #expect(loop.harness == .caller)
    let clock = SymbolName(
      demangled:
        "TickmarkMeasurement.SystemStopwatch.time(calls: Swift.Int, _: (Swift.Int) -> ()) -> TickmarkMeasurement.Lap",
      isSwift: true)
    #expect(clock.harness == .other)
    #expect(SymbolName(demangled: "TickmarkMeasurement.blackHole<A>(A) -> ()", isSwift: true).harness == nil)
  }

  @Test(arguments: 0..<200) func `no text traps, and none gives a name that breaks a line or a stack`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let pieces = Array("ab.<>()[]{}:;,# \n-_$é") + Array("operator in of _0A ")
    let text = String(
      (0..<Int.random(in: 0...60, using: &random)).compactMap { _ in pieces.randomElement(using: &random) })
    for name in [
      SymbolName(demangled: text, isSwift: true), SymbolName(demangled: text, isSwift: false), SymbolName(symbol: text),
      SymbolName(symbol: "$s" + text), SymbolName(symbol: "_Z" + text),
    ] {
      #expect(!name.text.contains(";") && !name.text.contains("\n"), "\(text.debugDescription)")
    }
  }
}

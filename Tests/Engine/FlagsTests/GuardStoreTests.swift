import Foundation
import Synchronization
import Testing
import TickmarkAgreement

@testable import TickmarkFlags

@Suite struct GuardStoreTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private var store: GuardStore { GuardStore(besideFlagFile: scratch.path("flags.json")) }

  private func plan(candidate: String = "fused") throws -> GuardPlan {
    try GuardPlan(for: Sample.speed, control: "scalar", candidate: candidate, share: 1, maximumCost: 1e9)
  }

  private func guards() throws -> Guard {
    try Guard("sample.speed", plan: plan(), decision: store.read()["sample.speed"], store: store)
  }

  @Test func `a roll-back survives a restart`() throws {
    let watch = try guards()
    #expect(watch.call(.exact, control: { 1 }, candidate: { 2 }) == 1)
    let next = try guards()
    #expect(next.report.decision == watch.report.decision && next.report.decision != nil)
    #expect(next.call(.exact, control: { 1 }, candidate: { 2 }) == 1)
    #expect(next.report.shadows == 0)
  }

  @Test func `the record is on the disk before the call returns`() throws {
    let seen = Mutex<GuardDecision?>(nil)
    let watch = try Guard("sample.speed", plan: plan(), store: store) { [store] decision, _ in
      seen.withLock { $0 = try? store.read()[decision.key] }
    }
    _ = watch.call(.exact, control: { 1 }, candidate: { 2 })
    #expect(seen.withLock { $0 } == watch.report.decision)
    #expect(scratch.names == ["guards.json", "guards.json.lock"])
  }

  @Test func `another candidate is not held to the last one's roll-back`() throws {
    try store.record(Sample.decision())
    let record = try store.read()["sample.speed"]
    #expect(try Guard("sample.speed", plan: plan(), decision: record).report.decision == Sample.decision())
    #expect(try Guard("sample.speed", plan: plan(candidate: "simd"), decision: record).report.decision == nil)
  }

  @Test func `a roll-back that cannot be written down still rolls back, and says so`() throws {
    let told = Mutex<FlagError?>(nil)
    let watch = try Guard("sample.speed", plan: plan(), store: GuardStore(path: "/proc/nothing/guards.json")) {
      _, error in
      told.withLock { $0 = error }
    }
    #expect(watch.call(.exact, control: { 1 }, candidate: { 2 }) == 1)
    #expect(watch.report.decision != nil)
    guard case .unwritable = told.withLock({ $0 }) else {
      Issue.record("\(String(describing: told.withLock { $0 }))")
      return
    }
  }

  @Test func `a record turns the file's choice into the control`() throws {
    var records = GuardRecords()
    records["sample.speed"] = Sample.decision()
    let entry = #"{"state": "ENABLED", "variants": {"a": "fused", "b": "simd"}, "defaultVariant": "a"}"#
    let evaluation = try Sample.flags(entry, guards: records).evaluate("sample.speed")
    #expect(evaluation.value == "scalar" && evaluation.reason == .rolledBack && evaluation.errorCode == nil)
    let other = try Sample.flags(entry.replacing("\"a\"}", with: "\"b\"}"), guards: records).evaluate("sample.speed")
    #expect(other.value == "simd" && other.reason == .fixed)
    let investigated = try Flags(
      Sample.known, commandLine: ["sample.speed=fused"], file: Sample.file(entry), guards: records)
    #expect(investigated.evaluate("sample.speed").value == "fused")
  }

  @Test func `a record whose control is no choice any more gives the reference`() throws {
    var records = GuardRecords()
    records["sample.speed"] = Sample.decision(control: "gone")
    let entry = #"{"state": "ENABLED", "variants": {"a": "fused"}, "defaultVariant": "a"}"#
    let evaluation = try Sample.flags(entry, guards: records).evaluate("sample.speed")
    #expect(evaluation.value == "scalar" && evaluation.reason == .rolledBack)
  }

  @Test func `a record turns a split's share into the control`() throws {
    var records = GuardRecords()
    records["sample.speed"] = Sample.decision()
    let flags = try Sample.flags(
      Sample.entry(targeting: #"{"fractional": [["fused", 50], ["simd", 50]]}"#), guards: records)
    let values = (0..<100).map { flags.evaluate("sample.speed", targetingKey: "user-\($0)") }
    #expect(Set(values.map { "\($0.value) \($0.reason.rawValue)" }) == ["scalar ROLLED_BACK", "simd SPLIT"])
  }

  @Test func `of many that roll back at once none loses another's record`() async throws {
    let store = store
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<24 {
        group.addTask {
          var decision = Sample.decision()
          decision.key = "sample.f\(index)"
          try? store.record(decision)
        }
      }
    }
    #expect(try store.read().keys.count == 24)
  }

  @Test func `forgetting a flag keeps the others, and without a record writes nothing`() throws {
    try store.forget(["sample.speed"])
    #expect(scratch.names == [])
    try store.record(Sample.decision())
    var other = Sample.decision()
    other.key = "sample.order-of"
    try store.record(other)
    try store.forget(["sample.speed"])
    #expect(try store.read().keys == ["sample.order-of"])
  }

  @Test(arguments: [
    ("{", "is not JSON"), ("{}", "schema ''"), (#"{"schema": "tickmark.guards/2"}"#, "schema 'tickmark.guards/2'"),
    (#"{"schema": "tickmark.guards/1"}"#, "damaged"),
    (#"{"schema": "tickmark.guards/1", "decisions": {"a": 1}}"#, "damaged"),
  ])
  func `damaged records say so, and stay`(text: String, word: String) throws {
    try scratch.file("guards.json", text)
    let error = thrown { () throws(FlagError) in _ = try store.read() }
    #expect(error?.description.contains(word) == true, "\(String(describing: error))")
    #expect(error?.description.contains("\n") == false)
    #expect(thrown { () throws(FlagError) in try store.record(Sample.decision()) } == error)
    #expect(try scratch.text("guards.json") == text)
  }

  @Test func `four threads at once get right results, and one decision`() async throws {
    let decisions = Atomic<Int>(0)
    let watch = try Guard("sample.speed", plan: plan(), store: store) { _, _ in decisions.add(1, ordering: .relaxed) }
    let wrong = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          (0..<2_000).count { number in
            let result = watch.call(.exact, control: { number }, candidate: { number == 1_000 ? -1 : number })
            return result != number
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(decisions.load(ordering: .relaxed) == 1)
    #expect(watch.report.calls == 8_000)
    #expect(watch.report.decision?.actual == "-1")
    // Every call runs both but those that come while the very first pair is under way.
    #expect(wrong <= watch.report.skipped)
  }
}

import Foundation
import Testing

@testable import TickmarkBaselines
@testable import TickmarkImports
@testable import TickmarkMeasurement

/// What every format has to keep.
@Suite struct FormatTests {
  @Test(arguments: ForeignFixture.all) func `a file is known by its content, and as one format only`(
    fixture: ForeignFixture
  ) throws {
    let sketch = ContentSketch(try ImportSource(fixture.path))
    #expect(ImportFormat.all.filter { $0.recognises(sketch) }.map(\.name) == [fixture.format])
  }

  @Test func `every format has a fixture`() {
    #expect(Set(ForeignFixture.all.map(\.format)) == Set(ImportFormat.all.map(\.name)))
  }

  @Test(arguments: ForeignFixture.all) func `a run survives being written and read, with every sample of the file`(
    fixture: ForeignFixture
  ) throws {
    let run = try fixture.run()
    #expect(try RunFile.decode(run.encoded(), path: "run.json") == run)
    #expect(run.cases.count == fixture.rows)
    let samples = run.cases.compactMap { $0.metrics["wall"]?.samples }
    #expect(samples.count == fixture.rows)
    #expect(samples.reduce(0) { $0 + $1.count } == fixture.samples)
    #expect(samples.joined().allSatisfy { $0 > 0 && $0.isFinite })
    #expect(run.notes.contains(ImportedRun.note))
    #expect(Set(run.cases.map(\.key)).count == run.cases.count)
  }

  @Test(arguments: ForeignFixture.all) func `the nanosecond is the yardstick, and the floor that of other tools`(
    fixture: ForeignFixture
  ) throws {
    for row in try fixture.run().cases {
      #expect(row.kind == "nanosecond" && row.floor == 0.05)
      #expect(!row.processes.isEmpty && row.processes.count <= max(20, row.metrics["wall"]?.samples?.count ?? 0))
      for process in row.processes {
        let logarithm = try #require(process.yardsticks["nanosecond"])
        #expect(abs(exp(logarithm) / process.median - 1) < 1e-12)
      }
    }
  }

  @Test(arguments: ForeignFixture.all) func `times lie where the file's own summary has them`(fixture: ForeignFixture)
    throws
  {
    let medians = Dictionary(
      try fixture.run().cases.map { ($0.key, $0.metrics["wall"]?.median ?? 0) }, uniquingKeysWith: { a, _ in a })
    // From the files, by eye: seconds, milliseconds and operations a millisecond among them.
    let known: [String: [String: ClosedRange<Double>]] = [
      "google-benchmark.json": ["sums/BM_Sum/1024:google-benchmark": 100...2_000],
      "hyperfine.json": ["hyperfine/sleep_0.001/1:hyperfine": 2.5e6...14e6],
      "pytest-benchmark.json": ["test_sums/test_sum/1024:pytest-benchmark": 5e3...2e4],
      "go.txt": ["example.com.sums/Grow/1:go": 1_000...20_000],
      "criterion": ["criterion/sum/1:criterion": 0.5...2],
      "criterion-messages.jsonl": ["criterion-messages/fold/64:xor": 18...19],
      "jmh.json": [
        "org.sample.Sums/sum/1024:avgt": 495...510, "org.sample.Sums/product/64:thrpt-4t": 49...51,
        "org.sample.Sums/product/64:sample": 49...53, "org.sample.Text/join/1:ss,kind=long,word=a_b": 1.2e6...1.4e6,
      ],
      "package-baseline.json": ["Sums/sum/1024:package-benchmark": 1_500...1_900],
      "Sums.sum_1024.p90.json": ["Sums/sum_1024/1:p90": 1_863...1_863],
    ]
    for (key, range) in try #require(known[fixture.file]) {
      #expect(range.contains(try #require(medians[key], "\(medians.keys.sorted())")), "\(key)")
    }
  }

  @Test func `what the file says of machine, commit and start is taken, and nothing is invented`() throws {
    let google = try Importing.run([ForeignFixture.all[0].path])
    #expect(
      google.started == "2026-11-22T02:34:58+00:00" && google.machine.cores == 2 && google.machine.cpu == "unknown")
    #expect(google.notes.contains { $0.contains("'runner'") })
    #expect(google.commit == "0123456789abcdef" && google.notes.contains { $0.hasPrefix("the commit is that of") })
    let python = try Importing.run([ForeignFixture.all[2].path])
    #expect(python.machine.cpu == "AMD EPYC" && python.machine.toolchain == "CPython 3.11.7")
    #expect(python.tool.hasPrefix("pytest-benchmark 5.3.1"))
    let text = try String(contentsOfFile: ForeignFixture.all[2].path, encoding: .utf8)
      .replacing("\"unversioned\"", with: "\"89abcdef89abcdef\"").replacing("\"dirty\": false", with: "\"dirty\": true")
    let committed = try Importing.run(text, name: "pytest.json")
    #expect(committed.commit == "89abcdef89abcdef" && committed.dirty)
  }

  @Test func `a rate of operations becomes the time of one`() throws {
    let row = { (unit: String) in
      """
      [{"benchmark": "a.B.c", "mode": "thrpt", "primaryMetric": {"scoreUnit": "\(unit)", "rawData": [[2.0], [4.0]]}}]
      """
    }
    let run = try Importing.run(row("ops/ms"), name: "jmh.json")
    #expect(run.cases.first?.metrics["wall"]?.samples == [5e5, 2.5e5])
    let error = #expect(throws: ImportError.self) { try Importing.run(row("MB/s"), name: "jmh.json") }
    #expect("\(try #require(error))".contains("[0].primaryMetric.scoreUnit: 'MB/s' is no time"))
  }

  @Test func `rounds that were not kept leave a median with the interval of its quartiles`() throws {
    let row = try #require(try ForeignFixture.all[2].run().cases.last)
    #expect(row.metrics["wall"]?.samples?.count == 1 && row.processes.count == 1 && row.processes[0].rounds == 8)
    let (median, interval) = (try #require(row.metrics["wall"]?.median), try #require(row.metrics["wall"]?.interval))
    #expect(interval[0] < median && median < interval[1] && interval[1] < 1.5 * median)
  }

  @Test func `aggregates count only where nothing else is there`() throws {
    let text = """
      {"context": {"num_cpus": 2}, "benchmarks": [
      {"name": "A_mean", "run_name": "A", "run_type": "aggregate", "aggregate_name": "mean", "real_time": 3, "time_unit": "us"},
      {"name": "A_median", "run_name": "A", "run_type": "aggregate", "aggregate_name": "median", "real_time": 2, "time_unit": "us"},
      {"name": "A_cv", "run_name": "A", "run_type": "aggregate", "aggregate_name": "cv", "aggregate_unit": "percentage",
       "real_time": 0.01, "time_unit": "us"},
      {"name": "B_cv", "run_name": "B", "run_type": "aggregate", "aggregate_name": "cv", "aggregate_unit": "percentage",
       "real_time": 0.01, "time_unit": "us"}]}
      """
    let run = try Importing.run(text, name: "sums.json")
    #expect(run.cases.map(\.case) == ["sums/A/1"] && run.cases[0].metrics["wall"]?.samples == [2_000])
    #expect(run.notes.contains { $0.hasPrefix("'A' is a single number") })
    #expect(run.notes.contains { $0.hasPrefix("left out: 'B'") })
  }

  @Test func `a counter that differs between Go's lines is no exact one`() throws {
    let text = "BenchmarkA-2 1 5 ns/op 8 B/op 1 allocs/op\nBenchmarkA-2 1 6 ns/op 9 B/op 1 allocs/op 3 hits/op\nPASS\n"
    let run = try Importing.run(text, name: "a.txt")
    #expect(run.cases[0].metrics["allocations"]?.median == 1)
    let bytes = try #require(run.cases[0].metrics["allocatedBytes"])
    #expect(bytes.median == nil && bytes.interval == [8, 9] && bytes.reason?.hasPrefix("not exact") == true)
    #expect(run.notes.contains("left out: values in hits/op"))
    #expect(run.machine.cores == 2 && run.cases[0].variant == "go")
  }

  @Test func `what a test prints in between is no result, and what looks like one is told`() throws {
    let text = """
      Benchmarking with 4 workers
      Benchmark setup done
      BenchmarkA-2 1 5 ns/op
      BenchmarkA-2
      BenchmarkA one 5 ns/op
      BenchmarkA-2 1 5 ns/op 8
      BenchmarkA-2 1 x ns/op
      BenchmarkÄrger-2 1 7 ns/op
      PASS

      """
    let run = try Importing.run(text, name: "a.txt")
    #expect(run.cases.map(\.case) == ["a/A/1", "a/Ärger/1"] && run.cases[0].metrics["wall"]?.samples == [5])
    #expect(
      run.notes.contains { $0.hasPrefix("left out: line 5 and 2 more, which looks like a result") }, "\(run.notes)")
    let clean = try Importing.run("Benchmarking with 4 workers\nBenchmarkA 1 5 ns/op\nPASS\n", name: "a.txt")
    #expect(!clean.notes.contains { $0.contains("looks like a result") })
  }

  @Test func `text that went through Windows is the same text`() throws {
    let text = "goos: linux\ncpu: AMD EPYC\npkg: x\nBenchmarkA-2 1 5 ns/op\nBenchmarkA-2 1 6 ns/op\nPASS\n"
    let plain = try Importing.run(text, name: "a.txt")
    for changed in [
      text.replacing("\n", with: "\r\n"), "\u{FEFF}" + text, "\u{FEFF}" + text.replacing("\n", with: "\r\n"),
    ] {
      var run = try Importing.run(changed, name: "a.txt")
      run.started = plain.started
      #expect(run == plain)
    }
    let json = GoogleText.file([("A", [5, 6])])
    #expect(try Importing.run("\u{FEFF}" + json, name: "a.json").cases == Importing.run(json, name: "a.json").cases)
  }

  @Test func `a row whose tool does not tell its elements has none`() throws {
    let run = try Importing.run(GoogleText.file([("A/64", [5, 6])]), name: "a.json")
    #expect(run.cases.map(\.rows) == [0] && run.cases[0].case == "sums/A/64")
  }

  @Test func `numbers of processors that differ are part of what was measured`() throws {
    let run = try Importing.run(
      "BenchmarkA 1 5 ns/op\nBenchmarkA-2 1 6 ns/op\nBenchmarkA-4 1 7 ns/op\nok\n", name: "a.txt")
    #expect(run.cases.map(\.key) == ["a/A/1:go-1", "a/A/1:go-2", "a/A/1:go-4"] && run.machine.cores == 0)
  }

  @Test func `of very many samples evenly spaced ones are kept, and the medians are of all`() throws {
    let times = (0..<25_000).map { 100 + Double($0 % 7) }
    let row = try Importing.run(GoogleText.file([("A", times)]), name: "a.json").cases[0]
    #expect(row.metrics["wall"]?.samples?.count == RowRecord.keptSamples)
    #expect(row.processes.count == 20 && row.processes.reduce(0) { $0 + $1.rounds } == 25_000)
    #expect(row.metrics["wall"]?.median == 103)
  }

  @Test(arguments: [1, 2, 19, 20, 21, 100, 1_003]) func `batches are the samples in their order, and as even as can be`(
    count: Int
  ) {
    let samples = (0..<count).map(Double.init)
    let batches = RowRecord.batched(samples)
    #expect(batches.flatMap { $0 } == samples && batches.count == min(20, count))
    let sizes = batches.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
  }
}

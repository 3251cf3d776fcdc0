import Foundation
import Testing
import TickmarkOptimization
import TickmarkStudies

/// Studies through the real executable, with workers that are killed and runs that are cut off.
@Suite(.serialized) struct OptimizeTests {
  private static let scenario = """
    [data]
    prices = "prices.csv"
    [strategy]
    name = "moving-average-crossover"
    slow = 40
    [space]
    fast = { low = 2, high = 39 }
    [search]
    objective = "sharpe"
    trials = 60
    seed = 3
    """

  static let reversion = """
    [data]
    prices = "prices.csv"
    [strategy]
    name = "rsi-reversion"
    [space]
    period = { low = 5, high = 30 }
    lower = { low = 10.0, high = 45.0 }
    [search]
    objective = "total-return"
    trials = 60
    seed = 3
    """

  /// Prices on which a trial of a debug build takes some milliseconds.
  static func place(_ scenario: String = reversion, days: Int = 1_000) throws -> Workplace {
    let place = try Workplace()
    try place.file("study.toml", scenario)
    var random = UInt64(7)
    var prices = [Double](repeating: 100, count: 6)
    var text = "Date,A,B,C,D,E,F\n"
    let first = 15_000
    for day in 0..<days {
      for asset in prices.indices {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        prices[asset] *= 1 + 0.04 * (Double(random >> 33) / Double(1 << 31) - 0.495)
      }
      let date = Date(timeIntervalSince1970: Double(first + day) * 86_400).formatted(.iso8601.year().month().day())
      text += date + prices.map { ",\($0)" }.joined() + "\n"
    }
    try place.file("prices.csv", text)
    return place
  }

  static func trials(_ place: Workplace, _ name: String = "study") throws -> [StoredTrial] {
    let space = try SearchSpace([
      "period": .integer(low: 5, high: 30, step: 1, isLogarithmic: false),
      "lower": .float(low: 10, high: 45, step: nil, isLogarithmic: false),
    ])
    let header = StudyHeader(name: name, directions: [.maximize])
    return try RelationalStorage(sqlite: place.path("study.db"), header, space: space).trials(from: 0)
  }

  /// Waits until the study has so many finished trials.
  private func wait(for count: Int, in place: Workplace) throws {
    let deadline = Date(timeIntervalSinceNow: 60)
    while Date() < deadline {
      if place.exists("study.db"), try Self.trials(place).filter({ $0.state == .complete }).count >= count { return }
      usleep(20_000)
    }
    Issue.record("the study does not get on")
  }

  /// Long enough for something to happen in the middle.
  private static let stored = [
    "optimize", "study.toml", "--storage", "sqlite:///study.db", "--n-jobs", "2", "--trials", "240",
  ]

  @Test func `however many workers, the study is the same, and its best is what the storage has`() throws {
    let place = try Self.place()
    let one = try place.tickmark("optimize", "study.toml", "--n-jobs", "1", "--format", "json=-")
    let three = try place.tickmark(
      "optimize", "study.toml", "--n-jobs", "3", "--storage", "sqlite:///study.db", "--format", "json=-")
    #expect(one.status == 0 && three.status == 0, "\(one) \(three)")
    let (a, b) = (try JSON(Data(one.output.utf8)), try JSON(Data(three.output.utf8)))
    #expect(
      a["finished"].number == 60 && a["best"]["values"].numbers == b["best"]["values"].numbers)
    let trials = try Self.trials(place)
    let best = try #require(trials.max { $0.values[0] < $1.values[0] })
    #expect(trials.count == 60 && Set(trials.map(\.point)).count == 60)
    #expect(b["best"]["values"].numbers == best.values)
    #expect(b["best"]["parameters"]["period"].number == best.point?.values[1])
  }

  @Test func `killed in the middle and resumed, a study has each trial once`() throws {
    let place = try Self.place()
    let running = try Executable.tickmark.start(Self.stored, in: place.folder)
    try wait(for: 12, in: place)
    kill(running.identifier, SIGKILL)
    #expect(try running.finish().status == 128 + SIGKILL)
    let before = try Self.trials(place)
    let complete = before.filter { $0.state == .complete }
    #expect(complete.count < 240, "it was to be killed in the middle")
    let refused = try Executable.tickmark.run(Self.stored, in: place.folder)
    #expect(refused.status == 64 && refused.complaints.first?.contains("--resume") ?? false, "\(refused)")
    let resumed = try Executable.tickmark.run(Self.stored + ["--resume", "--stale", "5"], in: place.folder)
    #expect(resumed.status == 0, "\(resumed)")
    let after = try Self.trials(place)
    let finished = after.filter { $0.state != .failed }
    #expect(finished.count == 240 && finished.allSatisfy { $0.state == .complete })
    #expect(Set(finished.map(\.point)).count == 240 && Set(finished.compactMap(\.key)).count == 240)
    for trial in complete { #expect(after[trial.number] == trial, "what was complete stays as it was") }
    let lost = before.filter { $0.state == .running }
    #expect(after.filter { $0.state == .failed }.map(\.number) == lost.map(\.number))
  }

  @Test func `an interruption lets what runs come to its end, and the study goes on later`() throws {
    let place = try Self.place()
    let running = try Executable.tickmark.start(Self.stored, in: place.folder)
    try wait(for: 5, in: place)
    kill(running.identifier, SIGINT)
    let outcome = try running.finish()
    #expect(outcome.status == 130 && outcome.complaints.first?.contains("--resume") ?? false, "\(outcome)")
    let before = try Self.trials(place)
    #expect(before.allSatisfy { $0.state == .complete } && before.count < 240 && before.count >= 5)
    let resumed = try Executable.tickmark.run(Self.stored + ["--resume"], in: place.folder)
    #expect(resumed.status == 0)
    let after = try Self.trials(place)
    #expect(after.count == 240 && Set(after.map(\.point)).count == 240 && Array(after.prefix(before.count)) == before)
  }

  @Test(arguments: [SIGKILL, SIGSEGV, SIGTERM]) func `a worker that is killed is replaced`(signal: Int32) throws {
    let place = try Self.place()
    let running = try Executable.tickmark.start(Self.stored, in: place.folder)
    for count in [3, 8, 14] {
      try wait(for: count, in: place)
      if let worker = Self.children(of: running).first { kill(worker, signal) }
    }
    let outcome = try running.finish()
    #expect(
      outcome.status == 0 && (signal == SIGTERM || outcome.errors.contains("a worker was replaced")), "\(outcome)")
    let trials = try Self.trials(place)
    #expect(trials.count == 240 && trials.allSatisfy { $0.state == .complete } && Set(trials.map(\.point)).count == 240)
  }

  private static func children(of running: RunningProgram) -> [Int32] {
    let children = FileManager.default.contents(
      atPath: "/proc/\(running.identifier)/task/\(running.identifier)/children")
    return String(decoding: children ?? Data(), as: UTF8.self).split(separator: " ").compactMap { Int32($0) }
  }

  /// Everything trades every day: more than a million fills a trial, and half as many completed trades.
  @Test func `a worker's own memory stays below 40 MB over 4,000 stocks`() throws {
    let place = try Workplace()
    _ = try place.tickmark("data", "generate", "--symbols", "4000", "--days", "252", "--output", "prices.csv")
    try place.file("study.toml", Self.scenario)
    let running = try Executable.tickmark.start(
      ["optimize", "study.toml", "--n-jobs", "1", "--trials", "5", "--format", "json=study.json"], in: place.folder)
    var most = 0
    while running.process.isRunning {
      for worker in Self.children(of: running) {
        let status = FileManager.default.contents(atPath: "/proc/\(worker)/status") ?? Data()
        let own = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        most = max(most, own.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
      }
      usleep(20_000)
    }
    let outcome = try running.finish()
    #expect(try outcome.status == 0 && place.json("study.json")["complete"].number == 5, "\(outcome)")
    // That of a process that computes nothing is 8 MB.
    #expect(most > 8_000 && most < 40_000, "\(most) kB")
  }

  @Test func `four runs share one study, and no trial is run twice`() throws {
    let place = try Self.place()
    let first = try Executable.tickmark.start(Self.stored, in: place.folder)
    try wait(for: 1, in: place)
    let others = try (0..<3).map { _ in try Executable.tickmark.start(Self.stored + ["--resume"], in: place.folder) }
    let outcomes = try ([first] + others).map { try $0.finish() }
    #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes)")
    let trials = try Self.trials(place)
    #expect(trials.count == 240 && trials.allSatisfy { $0.state == .complete } && Set(trials.map(\.point)).count == 240)
    let best = try #require(trials.map { $0.values[0] }.max())
    #expect(
      outcomes.allSatisfy { $0.output.contains("total-return " + String(format: "%.6g", best)) }, "everybody's best")
  }

  @Test func `a small space is enumerated, and the rest are answered`() throws {
    let place = try Self.place(Self.scenario, days: 300)
    let outcome = try place.tickmark("optimize", "study.toml", "--trials", "200", "--format", "json=-")
    let document = try JSON(Data(outcome.output.utf8))
    #expect(document["finished"].number == 200 && document["duplicates"].number == 200 - 38, "\(outcome)")
    let all = try place.tickmark(
      "optimize", "study.toml", "--trials", "50", "--disable-deduplication", "--format", "json=-")
    #expect(try JSON(Data(all.output.utf8))["duplicates"].number == 0)
  }

  private static let mistakes: [(String, String, String)] = [
    ("name = \"rsi-reversion\"", "name = \"hodl\"", "unknown strategy 'hodl'"),
    ("[space]", "[spice]", "unknown key 'spice'"), ("trials = 60", "trials = 0", "trials is 1 to"),
    ("low = 5, high = 30", "low = 30, high = 5", "its low 30 is above its high 5"),
    ("low = 5, high = 30", "low = -9223372036854775808, high = 30", "beyond 2^53"),
    ("low = 10.0, high = 45.0", "low = 10.0, high = 45.0, step = 1e-300", "more steps than can be told apart"),
    ("low = 10.0, high = 45.0", "low = -1e308, high = 1e308", "its range is not finite"),
    ("objective = \"total-return\"", "objective = \"beauty\"", "unknown objective 'beauty'"),
    ("objective = \"total-return\"", "", "'objective' is missing"),
    ("seed = 3", "seed = \"three\"", "'seed' is a whole number"),
    ("seed = 3", "pruner = \"median\"", "a pruner needs steps"),
    ("seed = 3", "sampler = \"grid\"", "needs a space of countable points"),
    ("[space]", "[walk-forward]\nin-sample = 9000\nout-of-sample = 100\n[space]", "one takes 9100 days"),
    ("period =", "periods =", "no parameter 'periods'"), ("[data]", "[data", "no TOML"),
    ("prices = \"prices.csv\"", "", "'prices' is missing"),
    ("[search]", "[rules]\nscope = \"none\"\n[search]", "scope is book or changes, not 'none'"),
  ]

  @Test(arguments: mistakes) func `a mistake in a scenario is one line that finds it`(
    old: String, new: String, part: String
  ) throws {
    let place = try Self.place(Self.reversion.replacing(old, with: new), days: 50)
    let outcome = try place.tickmark("optimize", "study.toml", "--storage", "sqlite:///study.db")
    #expect(outcome.status == 78 && outcome.complaints.count == 1, "\(outcome)")
    #expect(outcome.complaints.first?.contains(part) ?? false && outcome.output.isEmpty, "\(outcome)")
  }

  @Test func `what is missing is named`() throws {
    let place = try Self.place(days: 50)
    #expect(try place.tickmark("optimize", "none.toml").status == 66)
    let prices = try place.tickmark("optimize", "study.toml", "--prices", "none.csv")
    #expect(prices.status == 66 && prices.complaints.count == 1, "\(prices)")
    #expect(try place.tickmark("optimize", "study.toml", "--storage", "mysql://x").status == 64)
    let folder = try place.tickmark("optimize", "study.toml", "--storage", "sqlite:///no/such/folder.db")
    #expect(folder.status == 74 && folder.complaints.count == 1, "\(folder)")
  }

  @Test func `a worker at the other end of a pipe does what our own do`() throws {
    let place = try Self.place()
    try remotely(place, "")
    let trials = try Self.trials(place)
    #expect(trials.count == 60 && trials.allSatisfy { $0.state == .complete })
    let own = try place.tickmark("optimize", "study.toml", "--format", "json=-")
    let best = try JSON(Data(own.output.utf8))["best"]["values"].numbers
    #expect(trials.map { $0.values[0] }.max() == best.first)
  }

  /// Runs the study with a worker at the other end of a pipe.
  private func remotely(_ place: Workplace, _ options: String) throws {
    try place.file(
      "remote.sh",
      """
      mkfifo back
      "$1" optimize study.toml --storage sqlite:///study.db --dispatch 3 --quiet \(options) <back | "$1" worker >back
      """)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-e", "remote.sh", Executable.tickmark.url.path]
    process.currentDirectoryURL = place.folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private static let windows = "\n[walk-forward]\nin-sample = 400\nout-of-sample = 100\n"

  @Test func `windows without a pruner are nobody's question, here and at the other end of a pipe`() throws {
    let place = try Self.place(Self.reversion + Self.windows)
    let own = try place.tickmark("optimize", "study.toml", "--trials", "20", "--format", "json=-")
    #expect(try own.status == 0 && JSON(Data(own.output.utf8))["complete"].number == 20, "\(own)")
    try remotely(place, "--trials 20")
    let trials = try Self.trials(place)
    #expect(trials.count == 20 && trials.allSatisfy { $0.state == .complete && $0.notes.inSample.count == 6 })
  }

  @Test func `a study goes on with its own scenario only`() throws {
    let place = try Self.place(days: 300)
    func run(_ scenario: String) throws -> Outcome {
      try place.file("study.toml", scenario)
      return try place.tickmark(
        "optimize", "study.toml", "--storage", "sqlite:///study.db", "--trials", "5", "--resume", "--n-jobs", "1")
    }
    #expect(try run(Self.reversion).status == 0 && run(Self.reversion + "\nsampler = \"sobol\"\n").status == 0)
    let other = try run(Self.reversion.replacing("total-return", with: "sortino"))
    #expect(other.status == 78 && other.complaints.first?.contains("another scenario") ?? false, "\(other)")
  }

  @Test func `the page shows the best trials, what mattered and the windows`() throws {
    let place = try Self.place(
      Self.reversion.replacing("seed = 3", with: "seed = 3\npruner = \"median\"") + Self.windows)
    let outcome = try place.tickmark(
      "optimize", "study.toml", "--storage", "sqlite:///study.db", "--report", "Page", "--n-jobs", "2")
    #expect(outcome.status == 0, "\(outcome)")
    let page = try place.text("Page/README.md")
    let trials = try Self.trials(place)
    let best = try #require(trials.filter { $0.state == .complete }.max { $0.values[0] < $1.values[0] })
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("|") }.map {
      $0.split(separator: "|").first?.trimmingCharacters(in: .whitespaces)
    }
    #expect(rows.dropFirst(2).first == "\(best.number)", "\(page)")
    for part in [
      "# Study `study`", "## Best trials", "## Importance", "## Walk forward", "tickmark optimize study.toml",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(trials.contains { $0.state == .pruned } && page.contains("\(trials.count { $0.state == .pruned }) pruned"))
    for chart in ["convergence", "parallel-coordinates"] {
      let svg = try place.text("Page/charts/\(chart).svg")
      #expect(svg.hasPrefix("<svg") && svg.hasSuffix("</svg>\n") && !svg.contains("nan"))
    }
    #expect(best.notes.inSample.count == 6 && best.notes.outOfSample.count == 6)
    let mean = best.notes.inSample.reduce(0) { $0 + $1[0] } / 6
    #expect(abs(mean - best.values[0]) < 1e-12)
  }

  @Test func `a worker by hand answers in lines, and says what it does not understand`() throws {
    let place = try Self.place(days: 50)
    let outcome = try Executable.tickmark.run(["worker"], in: place.folder)
    #expect(outcome.status == 0 && outcome.output.isEmpty, "an input that ends at once is no mistake: \(outcome)")
  }
}

import Testing

@testable import TickmarkFlags

@Suite struct FlagsTests {
  private let fused = """
    {"state": "ENABLED", "variants": {"new": "fused", "old": "scalar"}, "defaultVariant": "new"}
    """

  @Test func `without a word from anybody a flag has its default`() throws {
    let flags = try Flags(Sample.known)
    #expect(flags.evaluate("sample.speed") == Evaluation(default: Sample.speed))
    #expect(flags.evaluate("sample.speed").reason.rawValue == "DEFAULT")
    #expect(flags.source(of: "sample.speed") == .builtIn)
  }

  @Test func `the file outranks the default, the environment the file, and the command line all`() throws {
    let file = try Sample.file(fused)
    let environment = ["TICKMARK_FLAG_SAMPLE_SPEED": "scalar"]
    let byFile = try Flags(Sample.known, file: file)
    let byEnvironment = try Flags(Sample.known, environment: environment, file: file)
    let byLine = try Flags(Sample.known, commandLine: ["sample.speed=simd"], environment: environment, file: file)
    #expect([byFile, byEnvironment, byLine].map { $0.evaluate("sample.speed").value } == ["fused", "scalar", "simd"])
    #expect([byFile, byEnvironment, byLine].allSatisfy { $0.evaluate("sample.speed").reason == .fixed })
    #expect(byFile.evaluate("sample.speed").variant == "new")
    #expect(byFile.source(of: "sample.speed") == .file(path: "flags.json"))
    #expect(byEnvironment.source(of: "sample.speed") == .environment(name: "TICKMARK_FLAG_SAMPLE_SPEED"))
    #expect(byLine.source(of: "sample.speed") == .commandLine)
  }

  @Test func `one flag's setting leaves the others alone`() throws {
    let flags = try Flags(Sample.known, commandLine: ["sample.order-of=down"])
    #expect(flags.evaluate("sample.order-of").value == "down")
    #expect(flags.evaluate("sample.speed").reason == .default)
  }

  @Test func `of two settings on the command line the later counts`() throws {
    let flags = try Flags(Sample.known, commandLine: ["sample.speed=scalar", "sample.speed=fused"])
    #expect(flags.evaluate("sample.speed").value == "fused")
  }

  @Test func `a variable's name has no letters but capitals`() {
    #expect(Sample.order.environmentName == "TICKMARK_FLAG_SAMPLE_ORDER_OF")
    #expect(OperationFlags.sixPack.environmentName == "TICKMARK_FLAG_INDICATORS_SIX_PACK")
  }

  @Test func `an empty variable, the path's and those of others say nothing`() throws {
    let environment = ["TICKMARK_FLAG_SAMPLE_SPEED": "", "TICKMARK_FLAGS": "flags.json", "PATH": "/bin"]
    #expect(try Flags(Sample.known, environment: environment).evaluate("sample.speed").reason == .default)
  }

  @Test(arguments: ["", "sample.speed", "=simd", "sample.speed="])
  func `a setting without a key or a value is refused`(text: String) {
    #expect(thrown { () throws(FlagError) in _ = try Flags(Sample.known, commandLine: [text]) } == .malformed(text))
  }

  @Test func `an unknown flag is refused with those that there are`() {
    let line = thrown { () throws(FlagError) in _ = try Flags(Sample.known, commandLine: ["speed=simd"]) }
    #expect(
      line == .unknownFlag("speed", place: "command line", known: ["sample.speed", "sample.order-of"]))
    #expect(line?.description == "no flag 'speed' (command line); there are sample.speed, sample.order-of")
    let environment = thrown { () throws(FlagError) in
      _ = try Flags(Sample.known, environment: ["TICKMARK_FLAG_SPEED": "simd"])
    }
    #expect(environment?.description.contains("TICKMARK_FLAG_SAMPLE_SPEED") == true)
  }

  @Test func `an unknown choice is refused with those that there are`() {
    let choices = ["scalar", "simd", "fused"]
    let line = thrown { () throws(FlagError) in _ = try Flags(Sample.known, commandLine: ["sample.speed=fast"]) }
    #expect(line == .unknownChoice("fast", flag: "sample.speed", place: "command line", choices: choices))
    #expect(
      line?.description == "flag 'sample.speed' has no choice 'fast' (command line); there are scalar, simd, fused")
    let environment = thrown { () throws(FlagError) in
      _ = try Flags(Sample.known, environment: ["TICKMARK_FLAG_SAMPLE_SPEED": "fast"])
    }
    #expect(
      environment
        == .unknownChoice("fast", flag: "sample.speed", place: "TICKMARK_FLAG_SAMPLE_SPEED", choices: choices))
  }

  @Test func `a disabled flag has its default, and that is no error`() throws {
    let evaluation = try Sample.flags(#"{"state": "DISABLED", "variants": {"a": "fused"}, "defaultVariant": "a"}"#)
      .evaluate("sample.speed")
    #expect(evaluation == Evaluation(default: Sample.speed, reason: .disabled))
  }

  @Test func `an entry without a default variant leaves the choice to the program`() throws {
    let flags = try Sample.flags(#"{"state": "ENABLED", "variants": {"a": "fused"}, "defaultVariant": null}"#)
    #expect(flags.evaluate("sample.speed") == Evaluation(default: Sample.speed))
  }

  @Test func `flags of others in the file are named and left alone`() throws {
    let flags = try Flags(Sample.known, file: Sample.file(#"{"anything": [1, null]}"#, key: "other.flag"))
    #expect(flags.unknownKeys == ["other.flag"])
    #expect(flags.evaluate("sample.speed").reason == .default)
  }

  @Test func `the engine's flags choose among their operations' variants, the reference first`() {
    #expect(OperationFlags.all.allSatisfy { $0.choices[0] == "scalar" && $0.choices.count >= 3 })
    #expect(Set(OperationFlags.all.map(\.key)).count == 5)
  }
}

@Suite struct FlagTrapTests {
  @Test func `two flags with one environment variable stop the program`() async {
    await #expect(processExitsWith: .failure) {
      let flags = ["a.b", "a-b"].map { Flag($0, choices: ["x"], defaultChoice: "x", purpose: "one of two") }
      _ = try Flags(flags)
    }
  }

  @Test func `a default that is no choice stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = Flag("a", choices: ["x"], defaultChoice: "y", purpose: "none")
    }
  }
}

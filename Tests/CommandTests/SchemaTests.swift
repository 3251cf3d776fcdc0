import Foundation
import Testing

/// What the program writes, held against the published schemas by a validator that knows nothing of the program.
@Suite struct SchemaTests {
  /// The interpreter that has the validator; nothing where it cannot be installed.
  private static let python = PythonEnvironment.interpreter("schemas")

  private static let script = """
    import json, sys
    from jsonschema import Draft202012Validator
    schema = json.load(open(sys.argv[1]))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for path in sys.argv[2:]:
        for error in validator.iter_errors(json.load(open(path))):
            print(path, error.json_path, error.message[:300])
    """

  /// What the validator has to say against the documents.
  private func complaints(_ schema: String, _ documents: [String], in place: Workplace) throws -> String {
    let schema = PythonEnvironment.root.appending(path: "Baselines/\(schema).schema.json").path
    let outcome = try #require(Self.python).run(["-c", Self.script, schema] + documents, in: place.folder)
    return outcome.output + outcome.errors + (outcome.status == 0 ? "" : "the validator failed")
  }

  @Test(
    .enabled(
      if: python != nil, "SKIPPED: no JSON Schema validator; scripts/python-environment says what is missing (network?)"
    ))
  func `run files are valid, also of variants that disagree, allocate or read data`() throws {
    let place = try Workplace()
    let baseline = try SharedBaseline.copy(to: place)
    for (name, faults) in [("plain", [:]), ("wrong", ["EXAMPLE_WRONG": "1"]), ("more", ["EXAMPLE_ALLOCATE": "1"])] {
      _ = try Executable.example.run(
        ["run", "--format", "json=\(name).json", "--baselines", "None"] + SharedBaseline.hasty, in: place.folder,
        environment: faults)
    }
    let engine = try place.tickmark(
      "run", "--filter", "indicators/*/100x10", "--format", "json=engine.json", "--processes", "2", "--seconds", "0.001"
    )
    #expect(engine.status == 0, "\(engine)")
    let documents = [baseline, "plain.json", "wrong.json", "more.json", "engine.json"]
    #expect(try complaints("run", documents, in: place) == "")
  }

  @Test(.enabled(if: python != nil, "SKIPPED: no JSON Schema validator; see scripts/python-environment"))
  func `self-tests and comparisons of commands are valid`() throws {
    let place = try Workplace()
    _ = try place.tickmark("ab", "--commands", "true", "true", "--rounds", "3", "--format", "json=ab.json")
    #expect(try complaints("selftest", [SharedSelftest.get().place.path("selftest.json")], in: place) == "")
    #expect(try complaints("comparison", ["ab.json"], in: place) == "")
  }

  @Test(.enabled(if: python != nil, "SKIPPED: no JSON Schema validator; see scripts/python-environment"))
  func `comparisons are valid, with rows of every kind, missing and added ones`() throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    for (name, faults) in [
      ("plain", [:]), ("renamed", ["EXAMPLE_RENAME": "1"]), ("more", ["EXAMPLE_ALLOCATE": "1"]),
      ("wrong", ["EXAMPLE_WRONG": "1"]),
    ] {
      _ = try place.hasty("gate", "--format", "json=\(name).json", faults: faults)
    }
    try SharedBaseline.copy(to: place) { document in
      document["cases"].list = document["cases"].list.map { BaselineCommandTests.slowed($0, by: 0.3) }
    }
    _ = try place.hasty("run", "--format", "json=faster.json", "--margin", "0.01")
    let documents = ["plain.json", "renamed.json", "more.json", "wrong.json", "faster.json"]
    #expect(try complaints("comparison", documents, in: place) == "")
  }

  @Test(.enabled(if: python != nil, "SKIPPED: no JSON Schema validator; see scripts/python-environment"))
  func `the schemas are strict: a key, a kind or a word of our own is refused everywhere`() throws {
    let place = try Workplace()
    let path = try SharedBaseline.copy(to: place)
    let edits: [(inout JSON) -> Void] = [
      { $0.set("colour", "red") }, { $0.set("schema", "tickmark.run/2") }, { $0.set("dirty", "no") },
      { $0.set("started", "yesterday") },
      { document in
        var machine = document["machine"]
        machine.set("cores", 1.5)
        document["machine"] = machine
      },
      { document in Self.edit(&document) { $0.set("mood", "good") } },
      { document in Self.edit(&document) { $0.set("floor", -1) } },
      { document in Self.edit(&document) { $0.set("case", "no slashes") } },
      { document in
        Self.edit(&document) { row in
          var metrics = row["metrics"]
          metrics.set("happiness", ["unit": "count", "median": 1])
          row["metrics"] = metrics
        }
      },
    ]
    for (index, edit) in edits.enumerated() {
      var document = try place.json(path)
      edit(&document)
      let name = try place.file("edited.json", String(decoding: document.data(), as: UTF8.self))
      #expect(try complaints("run", [name], in: place) != "", "edit \(index)")
    }
  }

  /// Changes the first row.
  private static func edit(_ document: inout JSON, _ change: (inout JSON) -> Void) {
    var rows = document["cases"].list
    change(&rows[0])
    document["cases"].list = rows
  }

  @Test(arguments: ["run", "comparison"]) func `every object of a schema is closed, and every field described`(
    schema: String
  ) throws {
    let document = try JSON(Data(contentsOf: PythonEnvironment.root.appending(path: "Baselines/\(schema).schema.json")))
    #expect(document["properties"]["schema"]["const"].text == "tickmark.\(schema)/1")
    let definitions = [document] + document["$defs"].keys.map { document["$defs"][$0] }
    for definition in definitions where definition["type"].text == "object" {
      #expect(!definition["additionalProperties"].isNull)
      let required = definition["required"].list.compactMap(\.text)
      for name in definition["properties"].keys {
        let field = definition["properties"][name]
        #expect(field["description"].text?.isEmpty == false || field["$ref"].text != nil, "\(name)")
      }
      #expect(Set(required).isSubset(of: definition["properties"].keys))
    }
  }
}

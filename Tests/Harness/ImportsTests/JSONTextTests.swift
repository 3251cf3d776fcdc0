import Foundation
import Testing

@testable import TickmarkImports

@Suite struct JSONTextTests {
  @Test func `what is no number is null outside strings, and stays inside them`() throws {
    let text = #"{"NaN": [NaN, -Infinity, "NaN \" Infinity", -5, -NaN]}"#
    let plain = try #require(JSONText.withoutNonNumbers(Data(text.utf8)))
    #expect(String(decoding: plain, as: UTF8.self) == #"{"NaN": [null, null, "NaN \" Infinity", -5, null]}"#)
    #expect(JSONText.withoutNonNumbers(Data("{\"a\": \"\\".utf8)) == nil)
  }
}

@Suite struct JSONFlawTests {
  @Test(arguments: [
    ("{\"a\": [1,", 1, 10, "it ends there, in the middle"), ("{\n\"a\": 1,\n}", 3, 1, "'}' is not expected there"),
    ("{\"a\": tru}", 1, 7, "no value begins like that"), ("{\"a\": \"x", 1, 9, "it ends there, within a text"),
    ("[1 2]", 1, 4, "no value begins like that"), ("{\"a\" 1}", 1, 6, "no value begins like that"),
    ("[1]]", 1, 4, "']' is not expected there"), ("[}", 1, 2, "'}' is not expected there"),
    ("", 1, 1, "it ends there, in the middle"), ("{1: 2}", 1, 2, "no value begins like that"),
    ("{\"a\": 1 \"b\": 2}", 1, 9, "a text is not expected there"), ("\"\\", 1, 3, "it ends there, within a text"),
  ]) func `what is no JSON says where`(text: String, line: Int, column: Int, problem: String) throws {
    let flaw = try #require(JSONFlaw(in: Data(text.utf8)))
    #expect(flaw.line == line && flaw.column == column && flaw.problem == problem, "\(flaw)")
  }

  @Test(arguments: ForeignFixture.documents) func `a sound document has no flaw, and a cut one ends where it ends`(
    fixture: ForeignFixture
  ) throws {
    let data = Data(String(decoding: try fixture.data(), as: UTF8.self).replacing("NaN", with: "0").utf8)
    #expect(JSONFlaw(in: data) == nil)
    let cut = data.prefix(data.count / 2)
    #expect(try #require(JSONFlaw(in: cut)).line == cut.count { $0 == UInt8(ascii: "\n") } + 1)
  }
}

import Testing

@Suite struct ListTests {
  @Test func `the list names every suite with its question, and every case with its variants`() throws {
    let outcome = try Workplace().example("list")
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        sums: What does a sum cost, and does anybody notice a planted fault?
          sums/running/64  scalar, simd
          sums/total/64  scalar
        walks: What does a step cost?
          walks/steps/32  scalar
          walks/steps/320  scalar

        """)
    #expect(outcome.errors == "")
  }
}

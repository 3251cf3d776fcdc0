import TickmarkMeasurement
import TickmarkStatistics
import Testing

@testable import TickmarkProfiling

@Suite struct StacksTests {
  @Test(arguments: 0..<20) func `the folded text holds every count, in any order of adding`(seed: Int) throws {
    let stacks = Sample.stacks(seed: UInt64(seed))
    var reversed = Stacks()
    for (stack, count) in stacks.sorted.reversed() { reversed.add(stack, count: count) }
    #expect(stacks == reversed && Folded.text(stacks) == Folded.text(reversed))
    let counts = Folded.text(stacks).split(separator: "\n").compactMap {
      $0.split(separator: " ").last.flatMap { Int($0) }
    }
    #expect(counts.reduce(0, +) == stacks.total)
  }

  @Test(arguments: 0..<20) func `what is written is read again`(seed: Int) throws {
    let text = Folded.text(Sample.stacks(seed: UInt64(seed)))
    let read = try Folded.stacks(in: text)
    #expect(Folded.text(read) == text)
  }

  @Test(arguments: [
    ("a;b 3\nc\n", Folded.Failure.badLine(2, "c")), ("a -1\n", .badLine(1, "a -1")), ("a 0\n", .badLine(1, "a 0")),
    ("a 1.5\n", .badLine(1, "a 1.5")), (" 3\n", .badLine(1, " 3")),
    ("a 99999999999999999999\n", .badLine(1, "a 99999999999999999999")),
    ("a 9223372036854775807\nb 1\n", .tooMuch(2)),
  ]) func `a damaged line is named`(text: String, failure: Folded.Failure) {
    #expect(throws: failure) { try Folded.stacks(in: text) }
  }

  @Test func `two profiles stand side by side, with 0 where one lacks a stack`() {
    let lines = Folded.text(before: Sample.small, after: Sample.later).split(separator: "\n")
    #expect(lines.contains("closure #1 in Suite.sums;memmove 100 0"))
    #expect(lines.contains("closure #1 in Suite.sums;Series.fill(slowdown:);swift_retain 250 500"))
  }

  @Test(arguments: 0..<10) func `own counts add up to the whole, and no function has less than its own`(seed: Int) {
    let stacks = Sample.stacks(seed: UInt64(seed))
    let shares = FrameShare.all(stacks)
    #expect(shares.reduce(0) { $0 + $1.own } == stacks.total)
    #expect(shares.allSatisfy { $0.own <= $0.total && $0.total <= stacks.total })
    #expect(Set(shares.map(\.frame.name)).count == shares.count)
  }
}

@Suite struct FrameTests {
  @Test(arguments: [
    ("[kernel.kallsyms]", Frame.Origin.kernel), ("[guest.kernel.kallsyms]", .kernel), ("[nf_tables]", .kernel),
    ("/lib/modules/6.1/kernel/fs/ext4.ko", .kernel), ("/lib/modules/6.1/kernel/fs/ext4.ko.xz", .kernel),
    ("/usr/lib/debug/vmlinux-6.1", .kernel), ("[vdso]", .library), ("[vsyscall]", .library), ("[unknown]", .unknown),
    ("/usr/lib/libkodo.so", .library), ("/opt/p", .program), ("/usr/lib/libswiftCore.so", .swift),
  ]) func `a kernel's module is the kernel, whatever its file is called`(object: String, origin: Frame.Origin) {
    #expect(Frame.Origin(object: object, program: "/opt/p") == origin)
  }

  @Test func `a file with a semicolon in its name stays one frame of the folded text`() throws {
    var stacks = Stacks()
    stacks.add([.unknown(in: "/opt/a;b/lib;x.so"), Frame("f", .program)])
    #expect(try Folded.stacks(in: Folded.text(stacks)).counts.keys.first?.count == 2)
  }
}

@Suite struct FolderTests {
  @Test func `rows whose names differ only in signs, in case or far behind get folders of their own`() {
    var folders = ProfileFolders()
    let long = String(repeating: "long", count: 40)
    let names = ["a_b", "a-b", "A-B", long + "x", long + "y"].map { name in
      folders.next(for: CaseID(suite: "sums", operation: name, size: Size(64)), variant: "simd")
    }
    #expect(Set(names).count == names.count && names.allSatisfy { $0 == $0.lowercased() && $0.utf8.count < 130 })
    #expect(names.prefix(3) == ["sums-a-b-64-simd", "sums-a-b-64-simd-2", "sums-a-b-64-simd-3"])
  }
}

@Suite struct DifferenceTests {
  @Test(arguments: 0..<5) func `identical profiles have no change`(seed: Int) {
    let profile = Sample.profile(Sample.stacks(seed: UInt64(seed)))
    let difference = ProfileDifference(before: profile, after: profile)
    #expect(difference.rows.allSatisfy { $0.change == 0 && !$0.isClear })
    let svg = FlameGraph(difference).svg
    #expect(!svg.contains("<rect class=\"g") && !svg.contains("<rect class=\"b"))
  }

  @Test func `exchanging the sides turns every change round`() {
    let (a, b) = (Sample.profile(Sample.small), Sample.profile(Sample.later, perCall: 2_200))
    let there = ProfileDifference(before: a, after: b).rows
    let back = ProfileDifference(before: b, after: a).rows
    #expect(there.map(\.frame.name).sorted() == back.map(\.frame.name).sorted())
    for row in there {
      let other = back.first { $0.frame.name == row.frame.name }
      #expect(other.map { $0.change + row.change } == 0 && other?.half == row.half)
    }
  }

  @Test func `what is slower all over grows everywhere, though no share changes`() {
    let difference = ProfileDifference(
      before: Sample.profile(Sample.small), after: Sample.profile(Sample.small, perCall: 4_000))
    #expect(difference.rows.filter { $0.before > 0 }.allSatisfy { abs($0.after / $0.before - 2) < 1e-3 })
    #expect(difference.rows.first?.isClear == true)
  }

  @Test func `few samples decide nothing`() {
    var (few, other) = (Stacks(), Stacks())
    few.add([Frame("f", .program)], count: 6)
    few.add([Frame("g", .program)], count: 4)
    other.add([Frame("f", .program)], count: 4)
    other.add([Frame("g", .program)], count: 6)
    let difference = ProfileDifference(before: Sample.profile(few), after: Sample.profile(other))
    #expect(!difference.rows.contains { $0.isClear })
  }

  @Test func `closures of two variants meet, so that what they call is compared`() {
    func variant(_ number: Int, _ count: Int) -> Stacks {
      var stacks = Stacks()
      stacks.add([Frame("closure #\(number) in Suite.sums", .program), Frame("f", .program)], count: count)
      return stacks
    }
    let svg = FlameGraph(
      ProfileDifference(
        before: Sample.profile(variant(1, 50), variant: "scalar"),
        after: Sample.profile(variant(2, 50), variant: "simd"))
    ).svg
    #expect(!svg.contains("<rect class=\"g") && svg.contains("<title>closure in Suite.sums\n"))
  }
}

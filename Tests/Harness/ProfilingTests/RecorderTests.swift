import Foundation
import TickmarkStatistics
import Testing

@testable import TickmarkProfiling

@Suite struct CallgrindTests {
  static let text = """
    version: 1
    positions: line
    events: Ir
    summary: 130

    ob=/p
    fn=$s19TickmarkMeasurement12measuredCallyyySiXEF'main
    12 30
    cfn=work'$s19TickmarkMeasurement12measuredCallyyySiXEF'main
    calls=1 5
    12 100

    fn=work'$s19TickmarkMeasurement12measuredCallyyySiXEF'main
    5 40
    ob=/usr/lib/libc.so.6
    fn=memcpy@@GLIBC_2.14'work'2'$s19TickmarkMeasurement12measuredCallyyySiXEF'main
    7 50
    fi=other.c
    8 10

    totals: 130

    """

  @Test func `instructions of each stack add up to the total`() throws {
    let stacks = try CallgrindOutput.read(Self.text, program: "/p").stacks
    #expect(
      Folded.text(stacks) == "[harness] 30\nwork 40\nwork;memcpy 60\n")
    #expect(stacks.counts.keys.first { $0.count == 2 }?.map(\.origin) == [.program, .library])
  }

  @Test func `what does not add up is refused`() {
    #expect(throws: CallgrindOutput.Failure.otherTotal(sum: 130, told: 131)) {
      try CallgrindOutput.read(Self.text.replacing("totals: 130", with: "totals: 131"), program: "/p")
    }
    #expect(throws: CallgrindOutput.Failure.noTotal) { try CallgrindOutput.read("", program: "/p") }
    #expect(throws: CallgrindOutput.Failure.badLine(14)) {
      try CallgrindOutput.read(Self.text.replacing("5 40", with: "5 many"), program: "/p")
    }
    #expect(throws: CallgrindOutput.Failure.badLine(14)) {
      try CallgrindOutput.read(Self.text.replacing("5 40", with: "5 -40"), program: "/p")
    }
  }
}

@Suite struct HeapDumpTests {
  static let text = """
    heap_v2/1024
      t*: 99: 59384 [990: 92188]
      t0: 99: 59384 [990: 92188]
    @ 0x7fb500000630 0x55f03dc00101
      t*: 1: 5121 [3: 15363]
      t0: 1: 5121 [3: 15363]
    @ 0x55f03dc00101
      t*: 0: 0 [0: 0]

    MAPPED_LIBRARIES:
    55f03dc00000-55f03e000000 r-xp 00001000 08:01 123          /opt/a tool/program
    7fb500000000-7fb500001000 rw-p 00000000 08:01 124          /usr/lib/libx.so

    """

  @Test func `sites hold all that was ever asked for`() throws {
    let dump = try HeapDump(Self.text)
    #expect(dump.period == 1_024)
    #expect(dump.sites == [HeapDump.Site(addresses: [0x7fb5_0000_0630, 0x55f0_3dc0_0101], objects: 3, bytes: 15_363)])
    #expect(
      dump.mappings == [
        HeapDump.Mapping(range: 0x55f0_3dc0_0000..<0x55f0_3e00_0000, offset: 0x1000, path: "/opt/a tool/program")
      ])
  }

  @Test func `what was noted seldom counts for more`() throws {
    let dump = try HeapDump(Self.text)
    let small = HeapDump.Site(addresses: [], objects: 1, bytes: 16)
    // 16 bytes are noted once in 64.5 times.
    #expect(dump.bytes(of: small) == 1_032)
    #expect(dump.bytes(of: HeapDump.Site(addresses: [], objects: 1, bytes: 1 << 20)) == 1 << 20)
  }

  @Test func `damage is a line, not a trap`() {
    #expect(throws: HeapDump.Failure.noHeap) { try HeapDump("heap profile: 1") }
    #expect(throws: HeapDump.Failure.noHeap) { try HeapDump("heap_v2/0\n") }
    #expect(throws: HeapDump.Failure.badLine(4)) {
      try HeapDump(Self.text.replacing("0x7fb500000630", with: "0xnothing"))
    }
    #expect(throws: HeapDump.Failure.badLine(5)) { try HeapDump(Self.text.replacing("[3: 15363]", with: "[3")) }
  }
}

@Suite struct ElfTests {
  private static let own = FileManager.default.contents(atPath: "/proc/self/exe").map { [UInt8]($0) } ?? []

  @Test func `a function of a shared library is found by its place in the file`() throws {
    // Files of the system tell no size, which some readers take for all there is.
    let handle = try #require(FileHandle(forReadingAtPath: "/proc/self/maps"))
    let maps = String(decoding: handle.readDataToEndOfFile(), as: UTF8.self)
    let line = try #require(maps.split(separator: "\n").first { $0.contains("libswiftCore.so") })
    let path = String(try #require(line.split(separator: " ").last))
    let symbols = try #require(ElfSymbols(path: path))
    let table = try #require(symbols.place(of: "swift_retain"))
    #expect(symbols.name(atOffset: table) == "swift_retain" && symbols.name(atOffset: table + 1) == "swift_retain")
    #expect(symbols.name(atOffset: .max) == nil)
  }

  @Test func `what is no such file has no symbols`() {
    #expect(
      ElfSymbols([]) == nil && ElfSymbols(Array("#!/bin/sh\n".utf8)) == nil && ElfSymbols(path: "/nowhere") == nil)
  }

  @Test(arguments: 0..<40) func `a damaged file is refused or read, and never traps`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    // Headers and a part of the tables; a debug build of the whole would take seconds to copy.
    var bytes = Array(Self.own.prefix(4_096))
    try #require(bytes.count == 4_096)
    // Section headers lie at the end of a file: bring the table into the piece.
    bytes.replaceSubrange(40..<48, with: [0, 1, 0, 0, 0, 0, 0, 0])
    for _ in 0..<12 { bytes[Int.random(in: 16..<512, using: &random)] = UInt8.random(in: 0...255, using: &random) }
    bytes.removeLast(Int.random(in: 0..<4_000, using: &random))
    let symbols = ElfSymbols(bytes)
    for offset in [0, 64, 4_096, UInt64.max / 2, .max] { #expect(symbols?.name(atOffset: offset)?.isEmpty != true) }
  }
}

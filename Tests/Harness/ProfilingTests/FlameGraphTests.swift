import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import TickmarkProfiling

@Suite struct FlameGraphTests {
  @Test(arguments: 0..<20) func `no box leaves its parent, and none overlaps its neighbour`(seed: Int) {
    let stacks = Sample.stacks(seed: UInt64(seed))
    let tree = FlameTree(stacks, before: seed % 2 == 0 ? Sample.stacks(seed: 99) : nil)
    var open: [FlameTree.Node] = []
    var ends: [Int: Int] = [:]
    for node in tree.nodes {
      open.removeLast(open.count - node.depth)
      let parent = open.last.map { $0.start..<($0.start + $0.count) } ?? 0..<tree.total
      #expect(parent.lowerBound <= node.start && node.start + node.count <= parent.upperBound && node.count > 0)
      #expect(node.start >= ends[node.depth] ?? 0)
      ends[node.depth] = node.start + node.count
      open.append(node)
    }
    #expect(tree.nodes.filter { $0.depth == 0 }.reduce(0) { $0 + $1.count } == stacks.total)
  }

  @Test(arguments: 0..<10) func `every picture is well-formed XML without a foreign address`(seed: Int) {
    let (a, b) = (Sample.stacks(seed: UInt64(seed)), Sample.stacks(seed: UInt64(seed) + 50))
    let difference = ProfileDifference(before: Sample.profile(a), after: Sample.profile(b))
    for svg in [
      FlameGraph(Sample.profile(a)).svg, FlameGraph(difference).svg, FlameGraph(Sample.profile(Stacks())).svg,
      FlameGraph(Sample.profile(a, measure: .bytes(period: 4_096))).svg,
    ] {
      let parser = XMLParser(data: Data(svg.utf8))
      #expect(parser.parse(), "seed \(seed): \(String(describing: parser.parserError))")
      // Names of standards, never fetched.
      #expect(svg.replacing("http://www.w3.org/2000/svg", with: "").ranges(of: "://").isEmpty)
      for match in svg.matches(of: #/<rect class="[^p"][^"]*" x="([^"]*)" y="[^"]*" width="([^"]*)"/#) {
        let (x, width) = (Double(match.1) ?? -1, Double(match.2) ?? -1)
        #expect(x >= 0 && width >= 0 && x + width <= FlameStyle.width)
      }
    }
  }

  @Test func `a profile with more places than a page holds stays below the limit and says what it leaves out`() {
    let svg = FlameGraph(Sample.profile(Sample.stacks(seed: 7, count: 30_000, depth: 40))).svg
    #expect(svg.utf8.count < FlameGraph.byteLimit)
    #expect(svg.contains("places are not drawn: each has less than"))
  }

  @Test func `a title that is wider than the picture is shortened, and told in full to who cannot see it`() {
    var profile = Sample.profile(Sample.small)
    profile.variant = String(repeating: "variant", count: 40)
    let svg = FlameGraph(profile).svg
    #expect(svg.contains("<title>\(profile.name): time</title>"))
    let title = svg.firstMatch(of: #/<text class="title"[^>]*>([^<]*)</#)?.1 ?? ""
    #expect(title.count == FlameStyle.titleColumns && title.contains("…"))
  }

  @Test func `a deep recursion is drawn as far as it goes and ends`() {
    var stacks = Stacks()
    stacks.add([Frame](repeating: Frame("f", .program), count: 5_000))
    #expect(FlameTree(stacks).nodes.count == 1_024)
  }

  @Test func `pictures and pages are as recorded`() throws {
    let (small, later) = (
      Sample.profile(Sample.small, build: "0123456789"), Sample.profile(Sample.later, perCall: 2_450)
    )
    let heap = Sample.profile(Sample.small, measure: .bytes(period: 1), perCall: 1_000)
    let files = try ProfileFiles(
      profile: later, before: small, heap: heap, machine: Sample.machine, command: "tickmark profile sums",
      tool: "tickmark 0"
    ).texts()
    #expect(Set(files.keys) == ProfileFiles.names)
    for (name, text) in files.sorted(by: { $0.key < $1.key }) { try expectSnapshot(text, name) }
    let instructions = Sample.profile(Sample.small, measure: .instructions, perCall: 1_000)
    let page = try ProfileFiles(profile: instructions, machine: Sample.machine, command: "x", tool: "t").texts()
    try expectSnapshot(page["README.md"] ?? "", "instructions.md")
  }
}

@Suite struct SpeedscopeTests {
  /// The shape that https://www.speedscope.app/file-format-schema.json asks for.
  @Test(arguments: [
    (Profile.Measure.time(hertz: 500, unwinding: .dwarf), "nanoseconds", 2_000_000), (.instructions, "none", 1),
    (.bytes(period: 1), "bytes", 1),
  ]) func `the file has the schema's shape, and its weights are the counts`(
    measure: Profile.Measure, unit: String, weight: Int
  ) throws {
    let stacks = Sample.stacks(seed: 3)
    let text = try Speedscope.text(Sample.profile(stacks, measure: measure), exporter: "tickmark 0")
    let file = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(file["$schema"] as? String == "https://www.speedscope.app/file-format-schema.json")
    let frames = try #require((file["shared"] as? [String: Any])?["frames"] as? [[String: Any]])
    #expect(frames.allSatisfy { $0["name"] is String })
    let profile = try #require((file["profiles"] as? [[String: Any]])?.first)
    #expect(profile["type"] as? String == "sampled" && profile["name"] is String && profile["unit"] as? String == unit)
    let samples = try #require(profile["samples"] as? [[Int]])
    let weights = try #require(profile["weights"] as? [Int])
    #expect(samples.count == weights.count && samples.joined().allSatisfy { frames.indices.contains($0) })
    #expect(profile["startValue"] as? Int == 0 && profile["endValue"] as? Int == weights.reduce(0, +))
    #expect(weights.reduce(0, +) == stacks.total * weight)
  }
}

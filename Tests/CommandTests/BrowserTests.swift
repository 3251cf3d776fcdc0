import Foundation
import Testing

/// The HTML report in a browser without a screen, as wide as a desk's and as a phone's.
@Suite struct BrowserTests {
  private static let browser: Executable? = {
    let script = Executable(url: PythonEnvironment.root.appending(path: "scripts/browser"))
    guard let outcome = try? script.run([], in: PythonEnvironment.root), outcome.status == 0 else { return nil }
    return Executable(url: URL(filePath: outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }()

  /// What a reader does, and what the page looks like then, told to the page around it as JSON.
  private static let probe = """
    <script>window.addEventListener("load", function () {
      var table = document.querySelector("table"), rows = function () { return Array.from(table.tBodies[0].rows) };
      var cell = function (row) { return row.cells[2].dataset.rank };
      var before = rows().map(cell);
      table.querySelectorAll("th button")[2].click();
      var up = rows().map(cell);
      table.querySelectorAll("th button")[2].click();
      var down = rows().map(cell);
      var filter = document.getElementById("filter");
      filter.value = "simd"; filter.dispatchEvent(new Event("input"));
      var shown = Array.from(document.querySelectorAll("tbody tr")).filter(function (row) { return !row.hidden });
      parent.postMessage(JSON.stringify({
        inner: window.innerWidth, scroll: document.scrollingElement.scrollWidth, before: before, up: up, down: down,
        onlyMatching: shown.length > 0 && shown.every(function (row) { return row.textContent.includes("simd") }),
        pictures: Array.from(document.querySelectorAll("figure svg")).filter(function (svg) {
          return svg.getBoundingClientRect().height > 40 }).length,
        loaded: performance.getEntriesByType("resource").length }), "*")
    })</script>
    """

  private func browse(_ page: String, width: Int, _ arguments: [String], in place: Workplace) throws -> Outcome {
    try #require(Self.browser).run(
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
        "--window-size=\(width),900", "--virtual-time-budget=3000", "--user-data-dir=\(place.path("profile"))",
      ] + arguments + ["file://\(place.path(page))"], in: place.folder, environment: ["HOME": place.folder.path])
  }

  @Test(
    .enabled(if: browser != nil, "SKIPPED: no Chromium, and none can be installed"), arguments: [1_280, 390])
  func `the page is whole, sorts and filters, fits its width and fetches nothing`(width: Int) throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    let run = try place.hasty("gate", "--format", "html=page.html")
    #expect(run.status <= 4 && place.exists("page.html"), "\(run)")
    let page = try place.text("page.html")
    try place.file("probed.html", page.replacingOccurrences(of: "</body>", with: Self.probe + "</body>"))
    // A browser's window is never narrower than 500; a frame in it is.
    try place.file(
      "frame.html",
      """
      <!DOCTYPE html><title>nothing</title>
      <script>addEventListener("message", function (told) { document.title = told.data })</script>
      <iframe src="probed.html" width="\(width)" height="900" style="border: 0"></iframe>
      """)
    let seen = try browse("frame.html", width: 1_400, ["--dump-dom"], in: place)
    #expect(!seen.errors.contains("CONSOLE"), "\(seen.errors)")
    let title = seen.output.components(separatedBy: "<title>").dropFirst().first?.components(separatedBy: "</title>")
    let probe = try JSON(Data(#require(title?.first).replacingOccurrences(of: "&quot;", with: "\"").utf8))
    #expect(probe["inner"].number == Double(width))
    #expect((probe["scroll"].number ?? .infinity) <= Double(width), "the page is wider than its window")
    #expect(probe["pictures"].number ?? 0 >= 2)
    #expect(probe["loaded"].number == 0)
    let up = probe["up"].list.compactMap(\.text).compactMap(Double.init)
    #expect(up.count == 3 && up == up.sorted(), "\(up)")
    #expect(probe["down"].list.compactMap(\.text).compactMap(Double.init) == up.reversed())
    #expect(probe["onlyMatching"].value as? Bool == true)
  }

  @Test(
    .enabled(if: browser != nil, "SKIPPED: no Chromium, and none can be installed"), arguments: [1_280, 390])
  func `a picture of the page is not blank`(width: Int) throws {
    let place = try Workplace()
    try SharedBaseline.copy(to: place)
    _ = try place.hasty("gate", "--format", "html=page.html")
    try place.file("blank.html", "<!DOCTYPE html><title>nothing</title>")
    let colours = try ["page.html", "blank.html"].map { page -> Int in
      _ = try browse(page, width: width, ["--screenshot=\(place.path("\(page).png"))"], in: place)
      let outcome = try Executable(url: URL(filePath: "/usr/bin/env")).run(
        ["python3", "-c", Self.colours, place.path("\(page).png")], in: place.folder)
      return try #require(Int(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(outcome)")
    }
    #expect(colours[1] == 1, "the measure finds a blank page blank")
    #expect(colours[0] > 30)
  }

  /// Counts the colours of a picture: PNG of 8-bit pixels, each line filtered from its neighbours.
  private static let colours = """
    import struct, sys, zlib
    data = open(sys.argv[1], "rb").read()
    at, packed, header = 8, b"", None
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR": header = struct.unpack(">IIBBBBB", body)
        if kind == b"IDAT": packed += body
        at += 12 + size
    width, height, depth, colour = header[:4]
    step = {2: 3, 6: 4}[colour]
    lines, row, colours = zlib.decompress(packed), bytearray(width * step), set()
    for y in range(height):
        start = y * (width * step + 1)
        kind, now = lines[start], bytearray(lines[start + 1:start + 1 + width * step])
        for x in range(len(now)):
            left = now[x - step] if x >= step else 0
            up, corner = row[x], row[x - step] if x >= step else 0
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda one: abs(guess - one))
            now[x] = (now[x] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
        row = now
        colours.update(bytes(now[x:x + step]) for x in range(0, len(now), step))
    print(len(colours))
    """
}

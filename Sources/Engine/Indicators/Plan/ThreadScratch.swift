import TickmarkFrames
import TickmarkMemory
import TickmarkParallel

/// Scratch for each thread of a team: a worker takes the one of its number.
///
/// Made by its caller, once for many runs; a variant that runs on the calling thread uses the first.
public final class ThreadScratch {
  final class Place {
    var scratch: TileScratch

    init(rows: Int) { scratch = TileScratch(rows: rows) }
  }

  let rows: Int
  let places: [Place]

  init(rows: Int) {
    self.rows = rows
    places = (0..<WorkerTeam.shared.size).map { _ in Place(rows: rows) }
  }
}

/// How tiles are cut into parts for several threads.
enum TileParts {
  /// A part's rows, read and written, fill half of a second-level cache at most, or are one tile; so a part is long
  /// beside the microsecond that it takes to fetch the next, and short beside the whole.
  static func tiles<Element: PanelElement>(columns: Int, days: Int, of: Element.Type) -> Int {
    let bytes = (columns + 1) * days * MemoryLayout<SIMD16<Element>>.stride
    return max(1, (512 << 10) / max(bytes, 1))
  }
}

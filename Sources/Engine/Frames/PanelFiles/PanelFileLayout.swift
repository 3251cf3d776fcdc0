/// How a panel lies in a file. All integers are little-endian.
///
///     0   magic "TICKPANL"          32  bytes of the file
///     8   version, UInt32           40  XXH3-64 of bytes 64..<start of the tiles
///     12  columns, UInt32           48  start of the tiles, a multiple of 4,096
///     16  days, UInt64              56  XXH3-64 of bytes 0..<56
///     24  assets, UInt64
///     64  day numbers, Int32 each; ends of the names of columns, then of assets, Int64 each; the names; zeros
///     …   tiles, one behind the other: [column][day][lane] of Float32
///     end XXH3-64 of each tile, then XXH3-64 of these
///
/// The checksums come last, so that a file can be written tile by tile and read from any tile on. A column of a tile is
/// days · 64 bytes and begins at a multiple of 64.
enum PanelFileLayout {
  static let magic = Array("TICKPANL".utf8)
  static let version: UInt32 = 1
  static let prefixBytes = 64
  static let page = 4_096
  static let rowBytes = 64

  /// Where everything lies; nothing where the file would be larger than `Int.max`.
  struct Extents: Equatable {
    let tileBytes: Int
    let tiles: Int
    let tilesStart: Int
    let fileBytes: Int

    init?(days: Int, assets: Int, columns: Int, nameBytes: Int) {
      let (column, overflow) = days.multipliedReportingOverflow(by: rowBytes)
      let (tile, tileOverflow) = column.multipliedReportingOverflow(by: columns)
      let tiles = assets / 16 + (assets % 16 == 0 ? 0 : 1)
      let (payload, payloadOverflow) = tile.multipliedReportingOverflow(by: tiles)
      // A petabyte: below it no sum of these overflows.
      guard !overflow, !tileOverflow, !payloadOverflow, payload < 1 << 50, assets < 1 << 40, columns < 1 << 20,
        nameBytes >= 0, nameBytes < 1 << 40
      else { return nil }
      let names = prefixBytes + days * 4 + (columns + assets) * 8 + nameBytes
      tileBytes = tile
      self.tiles = tiles
      tilesStart = (names + page - 1) / page * page
      fileBytes = tilesStart + payload + (tiles + 1) * 8
    }
  }
}

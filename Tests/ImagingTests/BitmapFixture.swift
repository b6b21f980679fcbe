/// A BMP file put together from its parts.
struct BitmapFixture {
  var width: Int
  var height: Int
  var bitCount: Int
  var compression = 0
  var headerSize = 40
  var masks: [Int] = []
  /// Blue, green, red and a spare byte (none with the 12-byte header) per colour.
  var palette: [UInt8] = []
  var colorCount = 0
  /// As stored, padding included.
  var data: [UInt8]

  var bytes: [UInt8] {
    var header: [UInt8]
    if headerSize == 12 {
      header = little(12, 4) + little(width, 2) + little(height, 2) + little(1, 2) + little(bitCount, 2)
    } else {
      header = little(headerSize, 4) + little(width, 4) + little(height, 4) + little(1, 2)
      header += little(bitCount, 2) + little(compression, 4) + little(0, 4) + little(2835, 4)
      header += little(2835, 4) + little(colorCount, 4) + little(0, 4)
      header += masks.flatMap { little($0, 4) }
      header += [UInt8](repeating: 0, count: max(0, headerSize - header.count))
    }
    let offset = 14 + header.count + palette.count
    let file: [UInt8] = [0x42, 0x4D] + little(offset + data.count, 4) + little(0, 4) + little(offset, 4)
    return file + header + palette + data
  }

  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

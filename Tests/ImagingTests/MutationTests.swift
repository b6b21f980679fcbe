import Testing

@testable import Imaging

struct `Image files with changed bytes` {
  private static let sources: [(name: String, bytes: [UInt8])] = [
    ("color.jpg", JPEGFixtures.color), ("gray.jpg", JPEGFixtures.gray),
    (
      "palette.png",
      PNGFixture(
        width: 3, height: 2, colorType: 3, rows: [[0, 1, 2], [2, 1, 0]],
        palette: .init(repeating: 9, count: 9)
      )
      .bytes
    ),
    (
      "rgb.png",
      PNGFixture(
        width: 2, height: 2, colorType: 2, rows: .init(repeating: .init(repeating: 5, count: 6), count: 2)
      ).bytes
    ),
  ]

  @Test(arguments: sources.indices)
  func `are read, or refused in a sentence`(_ index: Int) throws {
    let (name, bytes) = Self.sources[index]
    var state: UInt64 = 88_172_645_463_325_252 &+ UInt64(index)
    func next(below bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 1) % bound
    }
    // A few thousand take under a second.
    for _ in 0..<3000 {
      var mutant = bytes
      for _ in 0...next(below: 4) { mutant[next(below: mutant.count)] = UInt8(next(below: 256)) }
      if next(below: 8) == 0 { mutant.removeLast(next(below: mutant.count)) }
      do {
        let image = try ByteImage(decoding: mutant, path: name)
        #expect(image.pixels.count == image.width * image.height * image.channels)
      } catch {
        #expect(error.description.contains(name), "\(error)")
      }
    }
  }
}

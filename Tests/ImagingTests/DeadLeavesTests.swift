import Testing

@testable import Imaging

/// SplitMix64: any generator will do, if it is the same one every time.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct DeadLeavesTests {
  @Test func `the same generator gives the same image and another another`() {
    let leaves = DeadLeaves(width: 40, height: 30, maximumRadius: 20)
    func image(_ seed: UInt64) -> ByteImage {
      var random = Generator(state: seed)
      return leaves.image(using: &random)
    }
    #expect(image(1) == image(1))
    #expect(image(1) != image(2))
    #expect(image(1).width == 40 && image(1).height == 30 && image(1).channels == 3)
  }

  @Test func `an image is the same on every machine`() {
    var random = Generator(state: 7)
    let image = DeadLeaves(width: 24, height: 24, maximumRadius: 12).image(using: &random)
    // FNV-1a of the samples; recorded from the first version, to be changed only on purpose.
    let hash = image.pixels.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    #expect(hash == 10_384_928_858_065_007_983)
  }

  @Test func `radii have density r^-3`() {
    let leaves = DeadLeaves(width: 8, height: 8, minimumRadius: 1, maximumRadius: 100)
    #expect(leaves.radius(at: 0) == 1)
    #expect(abs(leaves.radius(at: 1) - 100) < 1e-9)
    // A share of (1 - r^-2) / (1 - 100^-2) is below r.
    for r in [1.5, 2, 10, 50] {
      #expect(abs(leaves.radius(at: (1 - 1 / (r * r)) / (1 - 1e-4)) - r) < 1e-9 * r)
    }
  }

  @Test(arguments: DeadLeaves.Shape.allCases)
  func `every shape covers the whole image and uses the range`(shape: DeadLeaves.Shape) {
    var random = Generator(state: 3)
    let image = DeadLeaves(width: 64, height: 48, maximumRadius: 16, shapes: [shape]).image(using: &random)
    let gray = image.fullRangeGray().pixels.map(Int.init)
    let mean = Double(gray.reduce(0, +)) / Double(gray.count)
    #expect((80...175).contains(mean), "mean gray \(mean)")
    #expect((gray.min() ?? 255) < 30 && (gray.max() ?? 0) > 225)
    // Bare samples would stay black.
    #expect(Double(gray.count { $0 == 0 }) < 0.05 * Double(gray.count))
  }

  @Test func `a canvas keeps the first colour that falls on a sample`() {
    var canvas = LeafCanvas(width: 2, height: 2)
    canvas.drop(disc(x: 0.5, y: 0.5, radius: 0.2, gray: 1))
    #expect(canvas.bareCount == 3)
    canvas.drop(disc(x: 1, y: 1, radius: 5, gray: 0))
    #expect(canvas.bareCount == 0)
    canvas.drop(disc(x: 1, y: 1, radius: 5, gray: 1))
    #expect(canvas.halved().pixels == [64, 64, 64])
  }

  @Test func `outlines are where they should be`() {
    func leaf(_ shape: DeadLeaves.Shape) -> Leaf {
      Leaf(
        shape: shape, x: 0, y: 0, halfLength: 4, halfWidth: 2, cosine: 0, sine: 1, color: (0, 0, 0))
    }
    // The long axis lies along y.
    #expect(leaf(.ellipse).covers(0, 3.9) && !leaf(.ellipse).covers(3, 0) && !leaf(.ellipse).covers(1.9, 3.9))
    #expect(leaf(.rectangle).covers(1.9, 3.9) && !leaf(.rectangle).covers(2.1, 0))
    #expect(leaf(.disc).covers(2.8, 2.8) && !leaf(.disc).covers(2.9, 2.9))
  }

  private func disc(x: Double, y: Double, radius: Double, gray: Double) -> Leaf {
    Leaf(
      shape: .disc, x: x, y: y, halfLength: radius, halfWidth: radius, cosine: 1, sine: 0,
      color: (gray, gray, gray))
  }
}

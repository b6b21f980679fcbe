import Tensors
import Testing

@testable import SuperResolution

@Suite struct OrientationTests {
  /// MATLAB's `rot90` and `fliplr` of [1 2 3; 4 5 6; 7 8 9].
  @Test(arguments: [
    (0, false, [1, 2, 3, 4, 5, 6, 7, 8, 9]), (1, false, [3, 6, 9, 2, 5, 8, 1, 4, 7]),
    (2, false, [9, 8, 7, 6, 5, 4, 3, 2, 1]), (3, false, [7, 4, 1, 8, 5, 2, 9, 6, 3]),
    (0, true, [3, 2, 1, 6, 5, 4, 9, 8, 7]), (1, true, [1, 4, 7, 2, 5, 8, 3, 6, 9]),
    (2, true, [7, 8, 9, 4, 5, 6, 1, 2, 3]), (3, true, [9, 6, 3, 8, 5, 2, 7, 4, 1]),
  ])
  func `squares are mirrored, then turned counter-clockwise`(turns: Int, isMirrored: Bool, expected: [Float])
  {
    let orientation = Orientation(quarterTurns: turns, isMirrored: isMirrored)
    for channels in [1, 3] {
      var square = (1...9).flatMap { pixel in (0..<channels).map { Float(pixel) + Float($0) / 8 } }
      var span = square.mutableSpan
      orientation.lay(&span, side: 3, channels: channels)
      #expect(
        square == expected.flatMap { pixel in (0..<channels).map { pixel + Float($0) / 8 } })
    }
  }

  /// All sub-images of an image, inputs and targets, as one sorted list.
  private func content(_ subImages: SubImages, targetSize: Int) throws -> [[Float]] {
    var order = SubImageOrder(subImages, seed: 1)
    let batch = try order.batch(at: 0, count: subImages.count)
    return (0..<batch.count).map { sample in
      var input = [Float](repeating: 0, count: subImages.size * subImages.size)
      var target = [Float](repeating: 0, count: targetSize * targetSize)
      var inputSpan = input.mutableSpan, targetSpan = target.mutableSpan
      batch.copy(sample, input: &inputSpan, target: &targetSpan, targetSize: targetSize)
      return input + target
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// An image whose windows reach both borders, so that those of the turned image are the turned windows.
  @Test(arguments: 0..<4, [false, true])
  func `the sub-images of a turned image are the turned sub-images`(turns: Int, isMirrored: Bool) throws {
    let side = 11, orientation = Orientation(quarterTurns: turns, isMirrored: isMirrored)
    func image(_ isTurned: Bool) -> TrainingImage {
      func plane(_ offset: Float) -> Tensor {
        var pixels = (0..<side * side).map { Float($0) + offset }
        var span = pixels.mutableSpan
        if isTurned { orientation.lay(&span, side: side, channels: 1) }
        return Tensor(shape: [1, side, side], elements: pixels)
      }
      return TrainingImage(input: plane(0), target: plane(0.5))
    }
    let upright = SubImages(images: [image(true)], channels: 1, size: 5, stride: 3)
    let turned = SubImages(
      images: PlanesInMemory([image(false)], channels: 1), size: 5, stride: 3, orientations: [orientation])
    #expect(turned.count == 9)
    #expect(try content(turned, targetSize: 3) == content(upright, targetSize: 3))
  }

  @Test func `each orientation counts as a sub-image of its own, once an epoch`() throws {
    let pixels = Tensor(shape: [1, 11, 8], elements: (0..<88).map(Float.init))
    let images = PlanesInMemory([TrainingImage(input: pixels, target: pixels)], channels: 1)
    let orientations = (0..<4).map { Orientation(quarterTurns: $0, isMirrored: false) }
    let set = SubImages(images: images, size: 5, stride: 3, orientations: orientations)
    #expect(set.count == 3 * 2 * 4)
    let all = try content(set, targetSize: 3)
    for index in 1..<all.count { #expect(all[index] != all[index - 1]) }
  }
}

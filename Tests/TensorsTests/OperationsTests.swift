import Testing
import Vocabulary

@testable import Tensors

/// All counts are made by hand from the loops of `winograd.h` and `template.h`; a multiply-add is two.
@Suite struct `The operations that are done` {
  /// 256 filters of 3x3 to planes, 3 columns and 6 lines of each at 13, and their gradient back, 6 lines and 3 columns at 16.
  private static let toPlanes: Double = 256 * 9 * 13
  private static let fromPlanes: Double = 256 * 9 * 16

  private func layout(_ filters: [Int]) -> NetworkLayout {
    NetworkLayout(channels: 1, filterSizes: filters, widths: [16, 16])
  }

  @Test func `a direct layer does those of its definition, and in training those on zeros beside a row`() {
    let direct = layout([3, 1, 3])
    // 7x7, 7x7 and 5x5 outputs.
    let forward: [Double] = [49 * 9 * 16 * 2, 49 * 256 * 2, 25 * 9 * 16 * 2]
    let withMargins: Double = 5 * 7 * 9 * 16 * 2
    #expect(direct.layerOperations(height: 9, width: 9, padding: .valid) == forward)
    // The first has no gradient by its input. Both gradients of the last go over 5 rows of 7.
    #expect(
      direct.trainingLayerOperations(size: 9, padding: .valid)
        == [2 * forward[0], 3 * forward[1], forward[2] + 2 * withMargins])
    #expect(direct.preparingOperations == 0 && direct.finishingOperations == 0)
  }

  @Test func `a layer in the form of Winograd does its products by planes and the transforms`() {
    // 3x3 filters between 16 channels, 8x8 outputs: 2x2 tiles of 36 points.
    let products: Double = 36 * 4 * 256 * 2
    // A row of two tiles and a channel: 10 columns and 12 lines of inputs at 20 operations, 12 lines and 8 columns of
    // outputs at 13.
    let transforms: Double = 2 * 16 * (22 * 20 + 20 * 13)
    let forward = products + transforms
    // Backward: 8 columns and 12 lines of slopes at 11; 12 lines and 10 columns at 20, with 2 columns of 6 points and 2
    // rows of 10 pixels that tiles share.
    let slopes: Double = 2 * 16 * 20 * 11
    let image: Double = 16 * (2 * (22 * 20 + 2 * 6) + 2 * 10)
    let winograd = layout([1, 3, 1])
    #expect(winograd.layerOperations(height: 10, width: 10, padding: .valid)[1] == forward)
    let training = winograd.trainingLayerOperations(size: 10, padding: .valid)[1]
    #expect(training == forward + 2 * products + slopes + image)
    #expect(winograd.preparingOperations == Self.toPlanes && winograd.finishingOperations == Self.fromPlanes)
  }

  @Test func `it does fewer than the definition, which the direct form does`() {
    func done(_ form: ConvolutionForm) -> Double {
      NetworkLayout(channels: 1, filterSizes: [9, 5, 5], widths: [64, 32], form: form)
        .trainingOperationsDone(size: 33, padding: .valid, batch: 128)
    }
    #expect(done(.winograd) < done(.direct) / 4)
  }

  @Test func `the weights' way to planes is shared by the samples of a batch`() {
    let winograd = layout([1, 3, 1])
    let sample = winograd.trainingLayerOperations(size: 10, padding: .valid).reduce(0, +)
    func done(_ batch: Int) -> Double {
      winograd.trainingOperationsDone(size: 10, padding: .valid, batch: batch)
    }
    // 16 chunks have a gradient each.
    #expect(done(32) == sample + (Self.toPlanes + 16 * Self.fromPlanes) / 32)
    #expect(done(1) == sample + Self.toPlanes + Self.fromPlanes)
  }

  @Test func `borders of tiles are computed twice in a large image`() {
    // Tiles of 36 and 4 rows: with a row more at their common border the layers before the last do 42.
    let counts = layout([3, 1, 3]).layerOperations(height: 40, width: 10, padding: .replicate)
    let expected: [Double] = [420 * 9 * 16 * 2, 420 * 256 * 2, 400 * 9 * 16 * 2]
    #expect(counts == expected)
  }
}

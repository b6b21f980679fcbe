import LinearAlgebra
import Tensors

extension YangTraining {
  /// About how many patches decide on the contrast.
  static let contrastPatches = 5000

  /// The factor of the high-resolution atoms by which a model comes closest to training patches, in the sum of
  /// squares, when it codes their features as it does those of an image.
  func contrast(of model: YangModel, threads: Int) throws -> Double {
    let count = samples.signals.columns
    let every = max(1, count / Self.contrastPatches)
    let chosen = Array(stride(from: 0, to: count, by: every))
    let coder = YangPatchCoder(model)
    let blocks = (chosen.count + Self.block - 1) / Self.block
    let sums = try orderedMap(blocks, threads: threads) { [samples] block in
      let part = Array(chosen[block * Self.block..<min((block + 1) * Self.block, chosen.count)])
      let coding = coder.coding(
        Matrix(rows: model.geometry.featureCount, columnVectors: part.map(samples.features)))
      var product = 0.0, square = 0.0
      for (index, column) in part.enumerated() {
        let made = coding.highResolutionPatch(index, model: model)
        let wanted = samples.highResolutionPatch(column)
        for (a, b) in zip(made, wanted) {
          product += a * b
          square += a * a
        }
      }
      return (product: product, square: square)
    }
    let square = sums.reduce(0) { $0 + $1.square }
    return square > 0 ? sums.reduce(0) { $0 + $1.product } / square : 1
  }
}

import Imaging
import LinearAlgebra
import Tensors

/// The regressors of A+: each from the training samples nearest to an atom.
///
/// - Source: R. Timofte, V. De Smet, L. Van Gool, "A+: adjusted anchored neighborhood regression", 2014.
struct AdjustedAnchors {
  /// Atoms whose samples are searched together, and samples compared at once.
  private static let anchorBlock = 64, sampleBlock = 2048

  let dictionary: ExampleDictionary
  let settings: AnchorSettings
  let samples: AnchorSamples

  /// A regressor for each atom, one after the other as columns of `(3 scale)^2 features` elements.
  func regressors(threads: Int, progress: TrainingProgress.Report) throws -> Matrix<Float> {
    let blocks = (dictionary.atoms + Self.anchorBlock - 1) / Self.anchorBlock
    var columns: [[Float]] = []
    for round in stride(from: 0, to: blocks, by: max(1, threads)) {
      let count = min(max(1, threads), blocks - round)
      columns += try orderedMap(count, threads: threads) { item in
        let first = (round + item) * Self.anchorBlock
        return try regressors(of: first..<min(first + Self.anchorBlock, dictionary.atoms))
      }.joined()
      try progress(TrainingProgress(stage: .regressors, done: columns.count, total: dictionary.atoms))
    }
    return Matrix(rows: dictionary.highAtoms.rows * dictionary.features, columnVectors: columns)
  }

  private func regressors(of anchors: Range<Int>) throws -> [[Float]] {
    var nearest = nearestSamples(to: dictionary.lowAtoms.columns(anchors))
    return try nearest.indices.map { place in
      let chosen = nearest[place].samples()
      return try Regression.projection(
        high: samples.differences(chosen), low: samples.features.columns(chosen), ridge: settings.ridge,
        purpose: "the regressor of atom \(anchors.lowerBound + place)"
      ).elements
    }
  }

  /// The samples nearest to each anchor: all have norm 1, so these are those of the largest inner product.
  private func nearestSamples(to anchors: Matrix<Float>) -> [NearestSamples] {
    var nearest = Array(repeating: NearestSamples(wanted: settings.nearest), count: anchors.columns)
    var found: [Int] = []
    for start in stride(from: 0, to: samples.count, by: Self.sampleBlock) {
      let block = samples.features.columns(start..<min(start + Self.sampleBlock, samples.count))
      let scores = block.multiplied(by: anchors, transposed: true)
      for anchor in nearest.indices {
        scores.rows(above: nearest[anchor].threshold, inColumn: anchor, into: &found)
        for row in found { nearest[anchor].offer(start + row, score: scores[row, anchor]) }
      }
    }
    return nearest
  }
}

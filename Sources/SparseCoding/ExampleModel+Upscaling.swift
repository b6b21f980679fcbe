import Imaging
import LinearAlgebra
import Tensors

extension ExampleModel: UpscalingMethod {
  /// Patches worked on together.
  static let block = 256

  /// The factor by which both sides grow.
  public var scale: Int { dictionary.scale }

  /// Low-resolution pixels that an image must have in each direction.
  public static var leastSide: Int { PatchGrid.lowResolutionSide + 2 }

  /// The image enlarged by bicubic interpolation, plus the average of what the patches over each pixel say it
  /// lacks; the outermost `scale` pixels belong to no patch and stay interpolated.
  ///
  /// The same bits for any number of threads.
  /// - Throws: `SparseCodingError.imageTooSmall`, `.singular`.
  public func upscaled(_ lowResolution: Plane, threads: Int) throws -> Plane {
    let needed = Self.leastSide
    guard lowResolution.width >= needed, lowResolution.height >= needed else {
      throw SparseCodingError.imageTooSmall(
        width: lowResolution.width, height: lowResolution.height, needed: needed)
    }
    var enlarged = lowResolution.upscaled(by: scale)
    let gradients = GradientPlanes(enlarged, scale: scale)
    let grid = gradients.grid
    let reconstruction = Reconstruction(self)
    let parts = try orderedMap((grid.count + Self.block - 1) / Self.block, threads: threads) { block in
      let patches = block * Self.block..<min((block + 1) * Self.block, grid.count)
      return try reconstruction.differences(
        dictionary.basis.multiplied(by: gradients.features(patches), transposed: true))
    }
    var sums = ColumnPlane(width: enlarged.width, height: enlarged.height)
    var counts = sums
    let ones = [Float](repeating: 1, count: grid.side * grid.side)
    for patch in 0..<grid.count {
      let origin = grid.origin(patch)
      sums.add(
        parts[patch / Self.block].elements, from: patch % Self.block * ones.count, at: origin, side: grid.side
      )
      counts.add(ones, from: 0, at: origin, side: grid.side)
    }
    let difference = sums.plane, covered = counts.plane
    for index in enlarged.samples.indices where covered.samples[index] > 0 {
      enlarged.samples[index] += difference.samples[index] / covered.samples[index]
    }
    return enlarged
  }
}

/// What a model makes of features, with the tables it needs for that.
private struct Reconstruction: Sendable {
  let model: ExampleModel
  let pursuit: MatchingPursuit?
  let globalRegressor: Matrix<Float>?
  let lowAtoms: Matrix<Double>

  init(_ model: ExampleModel) {
    self.model = model
    let dictionary = model.dictionary
    lowAtoms = dictionary.lowAtoms.converted()
    pursuit =
      model.method == .zeyde
      ? MatchingPursuit(dictionary: dictionary.lowAtoms, sparsity: ExampleMethod.sparsity) : nil
    globalRegressor =
      model.method == .globalRegression
      ? Matrix(
        rows: dictionary.highAtoms.rows, columns: dictionary.features, elements: model.regressors.elements)
      : nil
  }

  /// The difference patches of some patches' features, a column each.
  func differences(_ features: Matrix<Float>) throws -> Matrix<Float> {
    if let pursuit { return pursuit.coded(features).codes.combined(model.dictionary.highAtoms) }
    if let globalRegressor { return globalRegressor * features }
    let products = model.dictionary.lowAtoms.multiplied(by: features, transposed: true)
    if let embedding = model.method.embedding { return try embedded(features, products, embedding) }
    return anchored(features, products.rowsOfLargestMagnitude())
  }

  /// Each patch by the regressor of its anchor.
  private func anchored(_ features: Matrix<Float>, _ anchors: [Int]) -> Matrix<Float> {
    let length = model.dictionary.highAtoms.rows
    var result = Matrix<Float>(rows: length, columns: features.columns)
    for (patch, anchor) in anchors.enumerated() {
      for feature in 0..<features.rows {
        Vectors.add(
          model.regressors.elements, from: anchor * model.regressors.rows + feature * length, count: length,
          times: features[feature, patch], to: &result.elements, from: patch * length)
      }
    }
    return result
  }

  /// Each patch by its neighbours among the atoms.
  private func embedded(
    _ features: Matrix<Float>, _ products: Matrix<Float>, _ embedding: NeighbourEmbedding
  ) throws -> Matrix<Float> {
    let high = model.dictionary.highAtoms
    var result = Matrix<Float>(rows: high.rows, columns: features.columns)
    for patch in 0..<features.columns {
      let nearest = largest(embedding.neighbours, of: products.column(patch))
      let vector = features.columns(patch..<patch + 1).converted(to: Double.self)
      let weights = try embedding.weights(of: lowAtoms.columns(nearest), for: vector)
      for (atom, weight) in zip(nearest, weights) {
        Vectors.add(
          high.elements, from: atom * high.rows, count: high.rows, times: Float(weight), to: &result.elements,
          from: patch * high.rows)
      }
    }
    return result
  }
}

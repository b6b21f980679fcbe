import LinearAlgebra

/// The linear parts of sparse coding as convolution layers.
///
/// Layer 1, ``projection``, takes the middle image to n + 1 maps: the product of each low-resolution atom with the
/// features of the patch at every place, and the patch's mean. Between the layers a mapping of each place by
/// itself, 1 x 1 and not linear: the lasso, which needs no more of a patch than these products and, to divide and
/// multiply by it, the norm of its features (``derivatives`` squared, then ``energy``). Layer 2,
/// ``reconstruction``, takes the n coefficients and the mean to the image: atoms, overlap and average in one
/// kernel, an output map for each pixel of a step.
///
/// - Source: section 3.2 of the paper, "Relationship to sparse-coding-based methods", and its Fig. 3.
public struct YangLayers: Sendable, Equatable {
  /// From the middle image to four derivatives, 5 x 5, stride 1.
  public let derivatives: YangConvolution
  /// From the squares of the derivatives to the square of the norm of each patch's features.
  public let energy: YangConvolution
  /// From the middle image to the products with n atoms and, last, the mean.
  public let projection: YangConvolution
  /// From n coefficients and the mean to `step * step` maps, which interleaved are the image where the overlap
  /// is full: outputs begin at step `margin + patchSteps - 1`.
  public let reconstruction: YangConvolution

  /// The layers of a model; `amplitude` must not be `.middleContrast`, which scales each patch by itself.
  ///
  /// - Throws: `SparseCodingError.badSetting`.
  public init(_ model: YangModel) throws(SparseCodingError) {
    guard model.settings.amplitude != .middleContrast else {
      throw .badSetting(
        name: "amplitude", expected: "featureNorm or fittedNorm, which are linear",
        found: "middleContrast")
    }
    let geometry = model.geometry
    derivatives = Self.derivativeFilters
    energy = YangConvolution(
      outputs: 1, inputs: YangGeometry.featureMaps, size: geometry.middlePatch, stride: geometry.middleStep,
      weights: [Double](repeating: 1, count: geometry.featureCount))
    projection = Self.projection(model)
    reconstruction = Self.reconstruction(model)
  }

  /// The four filters of `YangMaps.derivatives`.
  private static let derivativeFilters: YangConvolution = {
    let reach = YangGeometry.filterReach
    var layer = YangConvolution(
      outputs: YangGeometry.featureMaps, inputs: 1, size: 2 * reach + 1, stride: 1)
    for (map, taps) in [[0, 1, 0, -1, 0.0], [1, 0, -2, 0, 1.0]].enumerated() {
      for (i, tap) in taps.enumerated() {
        layer[2 * map, 0, reach, i] = tap
        layer[2 * map + 1, 0, i, reach] = tap
      }
    }
    return layer
  }()

  /// Atoms correlated with filtered patches are atoms, filtered the other way, correlated with the image.
  private static func projection(_ model: YangModel) -> YangConvolution {
    let side = model.geometry.middlePatch
    let reach = YangGeometry.filterReach
    let atoms = model.lowResolutionAtoms
    var layer = YangConvolution(
      outputs: atoms.columns + 1, inputs: 1, size: side + 2 * reach, stride: model.geometry.middleStep)
    for atom in 0..<atoms.columns {
      for (feature, value) in atoms.column(atom).enumerated() {
        let (map, y, x) = (feature / (side * side), feature / side % side, feature % side)
        for i in 0...2 * reach {
          // Derivatives along rows are even maps, along columns odd ones.
          let (row, column) = map % 2 == 0 ? (reach, i) : (i, reach)
          layer[atom, 0, y + row, x + column] += value * derivativeFilters[map, 0, row, column]
        }
      }
    }
    for y in reach..<reach + side {
      for x in reach..<reach + side { layer[atoms.columns, 0, y, x] = 1 / Double(side * side) }
    }
    return layer
  }

  /// The patch `t` steps before the last one that covers a step contributes its pixels `t` steps from its start.
  private static func reconstruction(_ model: YangModel) -> YangConvolution {
    let (step, steps, side) = (model.geometry.step, model.geometry.patchSteps, model.geometry.patch)
    let atoms = model.highResolutionAtoms
    let share = 1 / Double(steps * steps)
    var layer = YangConvolution(outputs: step * step, inputs: atoms.columns + 1, size: steps, stride: 1)
    for y in 0..<side {
      for x in 0..<side {
        let output = y % step * step + x % step
        let (row, column) = (steps - 1 - y / step, steps - 1 - x / step)
        for atom in 0..<atoms.columns { layer[output, atom, row, column] = share * atoms[y * side + x, atom] }
        layer[output, atoms.columns, row, column] = share
      }
    }
    return layer
  }
}

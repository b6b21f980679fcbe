import LinearAlgebra

/// A convolution over maps: a linear layer of a network, without padding.
///
/// As in networks the kernel isn't turned round: out[o, y, x] = sum over i, v, u of
/// weights[o, i, v, u] in[i, y stride + v, x stride + u].
public struct YangConvolution: Sendable, Equatable {
  /// Output maps, O.
  public let outputs: Int
  /// Input maps, I.
  public let inputs: Int
  /// Rows and columns of a kernel.
  public let size: Int
  /// Input samples between outputs.
  public let stride: Int
  /// The weights, `[O, I, H, W]`.
  public private(set) var weights: [Double]

  /// A layer of the given weights, whose count must fit.
  public init(outputs: Int, inputs: Int, size: Int, stride: Int, weights: [Double]) {
    precondition(outputs > 0 && inputs > 0 && size > 0 && stride > 0, "a layer without extent")
    precondition(
      weights.count == outputs * inputs * size * size, "\(weights.count) weights don't fit the layer")
    self.outputs = outputs
    self.inputs = inputs
    self.size = size
    self.stride = stride
    self.weights = weights
  }

  /// A layer of zeros.
  init(outputs: Int, inputs: Int, size: Int, stride: Int) {
    self.init(
      outputs: outputs, inputs: inputs, size: size, stride: stride,
      weights: [Double](repeating: 0, count: outputs * inputs * size * size))
  }

  /// One weight.
  subscript(output: Int, input: Int, row: Int, column: Int) -> Double {
    get { weights[((output * inputs + input) * size + row) * size + column] }
    set { weights[((output * inputs + input) * size + row) * size + column] = newValue }
  }

  /// The layer's output, empty if the maps are smaller than the kernel.
  ///
  /// - Complexity: O(outputs * inputs * size^2) a sample of the output; a reference, not a fast way.
  public func callAsFunction(_ maps: YangMaps) -> YangMaps {
    precondition(maps.channels == inputs, "\(maps.channels) maps for a layer of \(inputs)")
    func extent(_ length: Int) -> Int { length < size ? 0 : (length - size) / stride + 1 }
    var result = YangMaps(channels: outputs, height: extent(maps.height), width: extent(maps.width))
    for output in 0..<outputs {
      for y in 0..<result.height {
        for x in 0..<result.width {
          result.samples[(output * result.height + y) * result.width + x] =
            sample(output, maps, y * stride, x * stride)
        }
      }
    }
    return result
  }

  private func sample(_ output: Int, _ maps: YangMaps, _ row: Int, _ column: Int) -> Double {
    var sum = 0.0
    for input in 0..<inputs {
      for v in 0..<size {
        let start = (input * maps.height + row + v) * maps.width + column
        let weight = ((output * inputs + input) * size + v) * size
        for u in 0..<size { sum += weights[weight + u] * maps.samples[start + u] }
      }
    }
    return sum
  }
}

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

extension YangLayers {
  /// The whole chain on a middle image of `0…255`: layer 1, the lasso at every place, layer 2, interleaving.
  ///
  /// - Returns: one map, the image of `0…255` where all patches overlap.
  public func image(ofMiddle middle: YangMaps, model: YangModel) -> YangMaps {
    let products = projection(middle)
    let codes = codes(of: products, energies: energies(of: middle), model: model)
    return interleaved(reconstruction(codes), step: model.geometry.step)
  }

  /// The square of the norm of each patch's features.
  func energies(of middle: YangMaps) -> YangMaps {
    var squares = derivatives(middle)
    for i in squares.samples.indices { squares.samples[i] *= squares.samples[i] }
    return energy(squares)
  }

  /// The mapping between the layers: n coefficients, multiplied by the norm again, and the mean as it was.
  func codes(of products: YangMaps, energies: YangMaps, model: YangModel) -> YangMaps {
    let places = products.height * products.width
    let count = products.channels - 1
    var codes = YangMaps(channels: products.channels, height: products.height, width: products.width)
    var search = LassoSearch(gram: YangPatchCoder(model).gram, problem: model.problem)
    for place in 0..<places {
      let amplitude = model.amplitude(ofFeatures: energies.samples[place].squareRoot())
      let correlations = (0..<count).map { products.samples[$0 * places + place] / amplitude }
      let solution = search.solution(correlations: correlations[...])
      for (atom, value) in zip(solution.atoms, solution.values) {
        codes.samples[Int(atom) * places + place] = value * amplitude
      }
      codes.samples[count * places + place] = products.samples[count * places + place]
    }
    return codes
  }

  /// One map in which each sample of `step * step` maps has its own pixel of a square.
  private func interleaved(_ maps: YangMaps, step: Int) -> YangMaps {
    var result = YangMaps(channels: 1, height: maps.height * step, width: maps.width * step)
    for y in 0..<result.height {
      for x in 0..<result.width {
        let map = y % step * step + x % step
        result.samples[y * result.width + x] =
          maps.samples[(map * maps.height + y / step) * maps.width + x / step]
      }
    }
    return result
  }
}

extension YangLayers {
  /// The mapping between the layers if coefficients are penalised by their squares, not their magnitudes: a matrix
  /// n x n for the products D'y, as 1/2 |y - D s|^2 + penalty / 2 |s|^2 is least at s = (D'D + penalty I)^-1 D'y.
  ///
  /// It is the lasso without what makes its codes sparse, and a linear layer of 1 x 1: where the training of a layer
  /// that is to take the lasso's place can begin.
  /// - Throws: `SparseCodingError.singular`.
  public static func ridge(_ model: YangModel) throws(SparseCodingError) -> Matrix<Double> {
    let system = model.lowResolutionAtoms.gram.addingToDiagonal(model.settings.penalty)
    do {
      return try system.solvePositiveDefinite(.identity(system.rows))
    } catch {
      throw .singular(purpose: "the codes of least squares", reason: error)
    }
  }
}

import LinearAlgebra
import SparseCoding
import SuperResolution
import Tensors

extension Network {
  /// Sparse coding as a network 9-1-5: layers 1 and 3 are its own, layer 2 is where its solver was.
  ///
  /// - Layer 1, 2n + 1 filters of 9 x 9: each of n low-resolution atoms applied to the gradients of a patch, and
  ///   the same with the other sign, since rectification lets only one of the two pass; last, the patch's mean.
  /// - Layer 2, 1 x 1, to 2n + 1 channels (n + 1 if codes mustn't be negative): the parts of n coefficients above and
  ///   below 0, and the mean as it was. It begins as the solver for squares in place of magnitudes
  ///   (`YangLayers.ridge`): every coefficient is there, and the training finds what to leave out.
  /// - Layer 3, 5 x 5: high-resolution atoms with the average where patches overlap.
  ///
  /// All biases are 0, so that the network scales with its image, 0…1 here and 0…255 there, as sparse coding does for
  /// all but nearly flat patches (a norm of the features below 1 of 255).
  /// - Source: section 3.2 of the paper, and its Fig. 3.
  /// - Throws: `SparseCodingError.badSetting` for a model of another geometry than TIP 2010's, whose contrast is set
  ///   patch by patch, or with back-projection; `.singular`.
  package init(sparseCoding model: YangModel) throws(SparseCodingError) {
    let settings = model.settings
    guard settings.form == .tip2010 else {
      throw .badSetting(
        name: "form", expected: "tip2010, whose step is a pixel", found: settings.form.rawValue)
    }
    guard settings.backProjections == 0 else {
      throw .badSetting(
        name: "backProjections", expected: "0, as no layer does that", found: "\(settings.backProjections)")
    }
    let layers = try YangLayers(model)
    let signs: [Double] = settings.isNonNegative ? [1] : [1, -1]
    let (count, codes) = (settings.atoms, settings.atoms * signs.count + 1)
    let layout = NetworkLayout(
      channels: 1, filterSizes: [layers.projection.size, 1, layers.reconstruction.size],
      widths: [2 * count + 1, codes])
    let weights = [
      layers.projection.filters(of: 0..<count, signs: [1, -1])
        + layers.projection.filters(of: count..<count + 1),
      Self.solver(try YangLayers.ridge(model), signs: signs),
      layers.reconstruction.filters(of: 0..<count, signs: signs)
        + layers.reconstruction.filters(of: count..<count + 1),
    ]
    self.init(
      layout: layout,
      weights: weights.enumerated().map { layer, values in
        Tensor(shape: layout.weightShape(ofLayer: layer), elements: values.map { Float($0) })
      }, biases: (0..<3).map { Tensor(zeros: [layout.channelCount($0 + 1)]) })
  }

  /// The weights `[O, I]` that apply a matrix to signed numbers, of which each comes as two channels, what is above and
  /// what is below 0, and goes as one channel a sign; the last channel passes.
  private static func solver(_ matrix: Matrix<Double>, signs: [Double]) -> [Double] {
    let count = matrix.rows
    var weights: [Double] = []
    for row in 0..<count {
      for sign in signs {
        for column in 0..<count { weights += [sign * matrix[row, column], -sign * matrix[row, column]] }
        weights.append(0)
      }
    }
    return weights + [Double](repeating: 0, count: 2 * count) + [1]
  }
}

extension YangConvolution {
  /// The kernels of some of the outputs, or of the inputs of one output, each once for each sign.
  fileprivate func filters(of channels: Range<Int>, signs: [Double] = [1]) -> [Double] {
    precondition(outputs == 1 || inputs == 1, "\(outputs) x \(inputs) kernels are no list")
    let area = size * size
    return channels.flatMap { channel in
      signs.flatMap { sign in weights[channel * area..<(channel + 1) * area].map { sign * $0 } }
    }
  }
}

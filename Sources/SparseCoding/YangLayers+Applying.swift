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

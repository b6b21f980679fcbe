import Vocabulary

/// SOAP's steps on the weights of a network's layers but the last: Adam in the eigenbases of Shampoo's covariances.
///
/// A layer's weights `[O, I, H, W]` are a matrix of I H W rows and O columns, as they are stored; its gradients G have
/// the covariances G G^T and G^T G. A side longer than `largestSide` keeps its own coordinates.
/// - Source: N. Vyas et al., "SOAP: improving and stabilizing Shampoo using Adam", ICLR 2025, algorithm 3. The first
///   step only finds the bases, as in the authors' program.
public struct SOAPKernels: Sendable {
  private let layers: [Layer]
  private let beta1, beta2: Double
  private let refreshEvery: Int
  private let product: MatrixProduct

  /// A layer as a matrix.
  private struct Layer {
    let range: Range<Int>
    let rows, columns: Side
    /// Columns as stored, padding included.
    let pitch: Int

    var basisCount: Int { rows.basisCount + columns.basisCount }
  }

  /// The rows or the columns of a matrix.
  private struct Side {
    let count: Int
    let isTurned: Bool

    /// Floats of its covariance and its basis, a vector a row.
    var basisCount: Int { isTurned ? 2 * count * count : 0 }
  }

  /// Prepares for the layers of a network that are trained so, 0 being the first.
  /// - Parameters:
  ///   - beta1: decay of the mean gradient.
  ///   - beta2: decay of the mean squared gradient and of the covariances.
  ///   - refreshEvery: steps between two turns of the bases.
  ///   - largestSide: the rows or columns up to which a side gets a basis of its own.
  public init(
    layout: NetworkLayout, layers: [Int], beta1: Double, beta2: Double, refreshEvery: Int, largestSide: Int,
    level: SIMDLevel = .best
  ) {
    precondition(layers.allSatisfy { $0 < layout.layerCount - 1 }, "the last layer has no whole vectors")
    self.layers = layers.map { layer in
      let range = layout.weightRange(ofLayer: layer), pitch = layout.storedChannels(layer + 1)
      func side(_ count: Int) -> Side { Side(count: count, isTurned: count <= largestSide) }
      return Layer(
        range: range, rows: side(range.count / pitch), columns: side(layout.channelCount(layer + 1)),
        pitch: pitch)
    }
    (self.beta1, self.beta2) = (beta1, beta2)
    self.refreshEvery = refreshEvery
    product = MatrixProduct(level: level)
  }

  /// Floats of covariances and bases that are remembered between steps.
  public var basisCount: Int { layers.reduce(0) { $0 + $1.basisCount } }

  /// Step `step`, from 1, with Adam's corrections in `size` and `floor`, which count the steps after the first.
  ///
  /// `means` and `squares` lie as the parameters do, the squares in turned coordinates; `bases` are `basisCount` numbers.
  public func descend(
    _ parameters: inout [Float], means: inout [Float], squares: inout [Float], bases: inout [Float],
    gradients: [Float], size: Float, floor: Float, step: Int
  ) {
    precondition(bases.count == basisCount, "bases of another network")
    var start = 0
    for layer in layers {
      var state = LayerState(layer, bases[start..<start + layer.basisCount])
      let gradient = Array(gradients[layer.range])
      if step > 1 {
        let direction = direction(gradient, layer, state, &means, &squares, floor: floor)
        for (index, value) in zip(layer.range, direction) { parameters[index] -= size * value }
      }
      learn(gradient, layer, &state, isFirst: step == 1, refreshes: step % refreshEvery == 0)
      bases.replaceSubrange(start..<start + layer.basisCount, with: state.elements)
      start += layer.basisCount
    }
  }

  /// What is remembered of a layer's gradients: of each side that is turned [count][count] elements.
  private struct LayerState {
    var rowCovariance, rowBasis, columnCovariance, columnBasis: [Float]

    init(_ layer: Layer, _ elements: ArraySlice<Float>) {
      var rest = elements
      func take(_ side: Side) -> [Float] {
        defer { rest = rest.dropFirst(side.basisCount / 2) }
        return Array(rest.prefix(side.basisCount / 2))
      }
      rowCovariance = take(layer.rows)
      rowBasis = take(layer.rows)
      columnCovariance = take(layer.columns)
      columnBasis = take(layer.columns)
    }

    var elements: [Float] { rowCovariance + rowBasis + columnCovariance + columnBasis }
  }

  /// The mean gradient over the root of its mean square, in turned coordinates, and turned back.
  private func direction(
    _ gradient: [Float], _ layer: Layer, _ state: LayerState, _ means: inout [Float],
    _ squares: inout [Float], floor: Float
  ) -> [Float] {
    let (keep1, take1) = (Float(beta1), Float(1 - beta1)), (keep2, take2) = (Float(beta2), Float(1 - beta2))
    for (index, slope) in zip(layer.range, gradient) { means[index] = keep1 * means[index] + take1 * slope }
    let turned = turn(gradient, layer, state)
    var direction = turn(Array(means[layer.range]), layer, state)
    for (place, index) in layer.range.enumerated() {
      squares[index] = keep2 * squares[index] + take2 * turned[place] * turned[place]
      direction[place] /= squares[index].squareRoot() + floor
    }
    return turnBack(direction, layer, state)
  }

  private func turn(_ matrix: [Float], _ layer: Layer, _ state: LayerState) -> [Float] {
    let rows = layer.rows.count, pitch = layer.pitch
    var matrix = matrix
    if layer.rows.isTurned {
      matrix = product(state.rowBasis, matrix, rows: rows, inner: rows, columns: pitch)
    }
    if layer.columns.isTurned {
      let basis = padded(state.columnBasis, side: layer.columns.count, to: pitch)
      matrix = product(
        matrix, transposed(basis, rows: pitch, columns: pitch), rows: rows, inner: pitch, columns: pitch)
    }
    return matrix
  }

  private func turnBack(_ matrix: [Float], _ layer: Layer, _ state: LayerState) -> [Float] {
    let rows = layer.rows.count, pitch = layer.pitch
    var matrix = matrix
    if layer.rows.isTurned {
      matrix = product.transposed(state.rowBasis, matrix, rows: rows, inner: rows, columns: pitch)
    }
    if layer.columns.isTurned {
      let basis = padded(state.columnBasis, side: layer.columns.count, to: pitch)
      matrix = product(matrix, basis, rows: rows, inner: pitch, columns: pitch)
    }
    return matrix
  }

  /// Takes a gradient into the covariances; the first finds the eigenvectors, later ones move the bases towards them.
  private func learn(
    _ gradient: [Float], _ layer: Layer, _ state: inout LayerState, isFirst: Bool, refreshes: Bool
  ) {
    let rows = layer.rows.count, pitch = layer.pitch
    if layer.rows.isTurned {
      // The rows as columns, and those as whole vectors.
      let wide = NetworkLayout.wholeVectors(rows)
      var sums = [Float](repeating: 0, count: pitch * wide)
      for i in 0..<rows { for j in 0..<pitch { sums[j * wide + i] = gradient[i * pitch + j] } }
      let square = product.transposed(sums, sums, rows: pitch, inner: wide, columns: wide)
      learn(square, pitch: wide, rows, &state.rowCovariance, &state.rowBasis, isFirst, refreshes)
    }
    if layer.columns.isTurned {
      let square = product.transposed(gradient, gradient, rows: rows, inner: pitch, columns: pitch)
      learn(
        square, pitch: pitch, layer.columns.count, &state.columnCovariance, &state.columnBasis, isFirst,
        refreshes)
    }
  }

  private func learn(
    _ square: [Float], pitch: Int, _ side: Int, _ covariance: inout [Float], _ basis: inout [Float],
    _ isFirst: Bool, _ refreshes: Bool
  ) {
    let (keep, take) = (Float(beta2), Float(1 - beta2))
    for i in 0..<side {
      for j in 0..<side {
        covariance[i * side + j] = keep * covariance[i * side + j] + take * square[i * pitch + j]
      }
    }
    if isFirst {
      basis = OrthonormalBasis.eigenvectors(of: covariance.map(Double.init), side: side).vectors.map(
        Float.init)
    } else if refreshes {
      // One step of the power iteration.
      let wide = NetworkLayout.wholeVectors(side)
      let grown = product(
        padded(basis, side: side, to: wide), padded(covariance, side: side, to: wide), rows: wide,
        inner: wide, columns: wide)
      let rows = (0..<side).flatMap { grown[$0 * wide..<$0 * wide + side].map(Double.init) }
      basis = OrthonormalBasis.orthonormalRows(of: rows, side: side).map(Float.init)
    }
  }

  /// A matrix [side][side] within one of zeros [pitch][pitch].
  private func padded(_ matrix: [Float], side: Int, to pitch: Int) -> [Float] {
    guard pitch > side else { return matrix }
    var result = [Float](repeating: 0, count: pitch * pitch)
    for i in 0..<side {
      result.replaceSubrange(i * pitch..<i * pitch + side, with: matrix[i * side..<(i + 1) * side])
    }
    return result
  }
}

/// The coordinates in which the inputs of a network's first layer have equal variance in all directions.
///
/// Steps are taken there and brought back: with P = s C^(-1/2), of the inputs' second moments C [rows][rows], the gradient
/// is P g, and w changes by P times the step. s makes P keep the mean square of the inputs.
/// - Source: K-FAC's factor of the inputs (J. Martens, R. Grosse, ICML 2015), kept as it is at the start.
public struct WhitenedCoordinates: Sendable {
  /// P, [rows][rows].
  let matrix: [Float]
  private let range: Range<Int>
  private let pitch: Int
  private let product: MatrixProduct

  /// Taps and channels of the first layer: the elements of one of its inputs, in the order of its weights as stored.
  private var rows: Int { range.count / pitch }

  /// - Parameters:
  ///   - moments: the sum of x x^T over inputs x, [rows][rows].
  ///   - floor: the least eigenvalue that is reckoned with, as a share of the largest.
  public init(layout: NetworkLayout, moments: [Double], floor: Double, level: SIMDLevel = .best) {
    range = layout.weightRange(ofLayer: 0)
    pitch = layout.storedChannels(1)
    product = MatrixProduct(level: level)
    let rows = range.count / pitch
    let (vectors, values) = OrthonormalBasis.eigenvectors(of: moments, side: rows)
    let mean = values.reduce(0, +) / Double(rows)
    // Black images have no directions.
    let roots = values.map { values[0] > 0 ? (mean / max($0, floor * values[0])).squareRoot() : 1 }
    var matrix = [Double](repeating: 0, count: rows * rows)
    for k in 0..<rows {
      for i in 0..<rows {
        let factor = roots[k] * vectors[k * rows + i]
        for j in 0..<rows { matrix[i * rows + j] += factor * vectors[k * rows + j] }
      }
    }
    self.matrix = matrix.map(Float.init)
  }

  /// P times what lies where the first layer's weights do; nothing else changes.
  public func turn(_ values: inout [Float]) {
    let turned = product(matrix, Array(values[range]), rows: rows, inner: rows, columns: pitch)
    values.replaceSubrange(range, with: turned)
  }
}

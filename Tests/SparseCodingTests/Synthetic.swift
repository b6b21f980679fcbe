import Imaging
import LinearAlgebra
import Tensors

@testable import SparseCoding

/// Sharp images of bars, discs and texture, drawn from a seed.
func syntheticImages(_ count: Int, side: Int = 48) -> [Plane] {
  (0..<count).map { index in
    var random = RandomStream(seed: 5, purpose: "image", index: UInt64(index))
    let shapes = (0..<12).map { _ in
      (
        x: random.uniform(), y: random.uniform(), r: 0.05 + 0.3 * random.uniform(),
        value: random.uniform()
      )
    }
    var samples: [Float] = []
    for y in 0..<side {
      for x in 0..<side {
        let u = Double(x) / Double(side)
        let v = Double(y) / Double(side)
        let shape = shapes.first { ($0.x - u) * ($0.x - u) + ($0.y - v) * ($0.y - v) < $0.r * $0.r }
        samples.append(Float(shape?.value ?? 0.5) + 0.02 * Float(random.normal()))
      }
    }
    return Plane(width: side, height: side, samples: samples)
  }
}

/// A matrix of normally distributed numbers.
func randomMatrix<Scalar: MatrixScalar>(
  _ rows: Int, _ columns: Int, seed: UInt64, as type: Scalar.Type = Scalar.self
) -> Matrix<Scalar> {
  var random = RandomStream(seed: seed, purpose: "matrix")
  return Matrix(
    rows: rows, columns: columns,
    elements: (0..<rows * columns).map { _ in Scalar(random.normal()) })
}

/// The same with columns of norm 1.
func randomAtoms(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Float> {
  var atoms = randomMatrix(rows, columns, seed: seed, as: Float.self)
  for column in 0..<columns { atoms.normalizeColumn(column) }
  return atoms
}

/// The largest difference of two arrays; infinite where a number isn't finite.
func distance<Scalar: BinaryFloatingPoint>(_ a: [Scalar], _ b: [Scalar]) -> Double {
  guard a.count == b.count, a.allSatisfy(\.isFinite), b.allSatisfy(\.isFinite) else { return .infinity }
  return zip(a, b).map { Double(abs($0 - $1)) }.max() ?? 0
}

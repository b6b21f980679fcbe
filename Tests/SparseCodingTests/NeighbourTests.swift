import LinearAlgebra
import Testing

@testable import SparseCoding

struct NeighbourTests {
  @Test func `coefficients that are not negative are optimal`() {
    for seed in UInt64(0)..<40 {
      let atoms = randomMatrix(10, 24, seed: seed, as: Double.self)
      let vector = randomMatrix(10, 1, seed: 100 + seed, as: Double.self)
      let gram = atoms.gram
      let products = atoms.multiplied(by: vector, transposed: true).elements
      let x = NonNegativeLeastSquares.solve(gram: gram, products: products)
      // Karush, Kuhn and Tucker: no negative coefficient, no descent left, and none at all along positive ones.
      #expect(x.allSatisfy { $0 >= 0 } && x.contains { $0 > 0 })
      for row in x.indices {
        let descent = x.indices.reduce(products[row]) { $0 - gram[row, $1] * x[$1] }
        #expect(x[row] > 0 ? abs(descent) < 1e-9 : descent < 1e-9, "seed \(seed), row \(row)")
      }
    }
  }

  @Test func `a vector opposite to every atom has no coefficient that is not negative`() {
    let gram = Matrix<Double>.identity(3)
    #expect(NonNegativeLeastSquares.solve(gram: gram, products: [-1, 0, -2]) == [0, 0, 0])
    #expect(NonNegativeLeastSquares.solve(gram: gram, products: [-1, 3, 0.5]) == [0, 3, 0.5])
  }

  @Test func `weights of locally linear embedding sum to one and are the best of those`() throws {
    let atoms = randomMatrix(30, 24, seed: 8, as: Double.self)
    let vector = randomMatrix(30, 1, seed: 9, as: Double.self)
    let weights = try NeighbourEmbedding.locallyLinear.weights(of: atoms, for: vector)
    #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
    var differences = atoms
    for column in 0..<24 { for row in 0..<30 { differences[row, column] -= vector[row, 0] } }
    let trace = differences.elements.reduce(0) { $0 + $1 * $1 }
    let gradient =
      (differences.gram.addingToDiagonal(1e-4 * trace)
      * Matrix(rows: 24, columns: 1, elements: weights)).elements
    // Under the condition that the sum stays one, the gradient is the same in every direction.
    for value in gradient { #expect(abs(value - gradient[0]) < 1e-9 * abs(gradient[0])) }
  }

  @Test
  func
    `weights by least squares leave a residual upright on the atoms, or say that there are none`()
    throws
  {
    let atoms = randomMatrix(30, 12, seed: 10, as: Double.self)
    let vector = randomMatrix(30, 1, seed: 11, as: Double.self)
    let weights = try NeighbourEmbedding.leastSquares.weights(of: atoms, for: vector)
    var left = vector
    left.add(atoms, times: Matrix(rows: 12, columns: 1, elements: weights), scale: -1)
    for value in atoms.multiplied(by: left, transposed: true).elements {
      #expect(abs(value) < 1e-10)
    }
    #expect(
      throws: SparseCodingError.singular(
        purpose: "the weights of neighbours", reason: .notPositiveDefinite(order: 2, minor: 1))
    ) {
      try NeighbourEmbedding.leastSquares.weights(
        of: Matrix(rows: 3, columns: 2), for: Matrix(rows: 3, columns: 1))
    }
  }

  @Test func `the largest magnitudes come in order, the first of equals first`() {
    #expect(largest(3, of: [1, -4, 2, 4, -3, 0]) == [1, 3, 4])
    #expect(largest(9, of: [1, 2]) == [1, 0])
  }
}

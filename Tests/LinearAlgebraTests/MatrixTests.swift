import LinearAlgebra
import Testing

struct MatrixTests {
  private let a = Matrix<Double>(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6])

  @Test func `a product is that of rows with columns`() {
    let b = Matrix<Double>(rows: 3, columns: 1, elements: [1, 10, 100])
    #expect((a * b).elements == [531, 642])
    #expect(a.multiplied(by: a, transposed: true).elements == a.gram.elements)
    #expect(a.multiplied(by: a, otherTransposed: true).elements == a.outerGram.elements)
    #expect(a.outerGram.elements == [35, 44, 44, 56])
    #expect(a.transposed.elements == [1, 3, 5, 2, 4, 6])
    #expect(a.multiplied(by: b, scale: 2).elements == [1062, 1284])
  }
  @Test func `a positive definite system is solved in both precisions`() throws {
    let matrix = Matrix<Double>(rows: 2, columns: 2, elements: [4, 2, 2, 3])
    let right = Matrix<Double>(rows: 2, columns: 1, elements: [10, 9])
    let x = try matrix.solvePositiveDefinite(right).elements
    #expect(abs(x[0] - 1.5) < 1e-12 && abs(x[1] - 2) < 1e-12)
    let y = try matrix.converted(to: Float.self).solvePositiveDefinite(right.converted()).elements
    #expect(abs(y[0] - 1.5) < 1e-5 && abs(y[1] - 2) < 1e-5)
    #expect(try CholeskyFactor(matrix).lower[0, 1] == 0)
  }
  @Test func `a singular system is named`() {
    let matrix = Matrix<Double>(rows: 2, columns: 2, elements: [1, 1, 1, 1])
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2, minor: 2)) { try CholeskyFactor(matrix) }
    let flat = Matrix<Double>(rows: 3, columns: 2, elements: [1, 0, 0, 0, 0, 0])
    #expect(throws: LinearAlgebraError.rankDeficient(columns: 2, column: 2)) {
      try flat.leastSquares(Matrix(rows: 3, columns: 1))
    }
    let wild = Matrix<Double>(rows: 1, columns: 1, elements: [.nan])
    #expect(throws: LinearAlgebraError.notFinite(rows: 1, columns: 1)) { try SymmetricEigen(wild) }
  }
  @Test func `eigenvectors rebuild their matrix`() throws {
    let matrix = Matrix<Double>(rows: 3, columns: 3, elements: [4, 1, 2, 1, 3, 0, 2, 0, 5])
    let eigen = try SymmetricEigen(matrix)
    #expect(eigen.values == eigen.values.sorted())
    var scaled = eigen.vectors
    for column in 0..<3 { for row in 0..<3 { scaled[row, column] *= eigen.values[column] } }
    let rebuilt = scaled.multiplied(by: eigen.vectors, otherTransposed: true)
    for (x, y) in zip(rebuilt.elements, matrix.elements) { #expect(abs(x - y) < 1e-12) }
  }
  @Test func `a least-squares residual stands upright on the columns`() throws {
    let tall = Matrix<Double>(rows: 4, columns: 2, elements: [1, 2, 0, -1, 3, 1, 1, 2])
    let right = Matrix<Double>(rows: 4, columns: 1, elements: [1, 5, -2, 3])
    var residual = right
    residual.add(tall, times: try tall.leastSquares(right), scale: -1)
    for inner in tall.multiplied(by: residual, transposed: true).elements { #expect(abs(inner) < 1e-12) }
  }
}

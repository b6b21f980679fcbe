import LinearAlgebra

/// Least squares with coefficients that are not negative, by an active set.
///
/// - Source: C. Lawson, R. Hanson, "Solving least squares problems", 1974, chapter 23 (MATLAB's `lsqnonneg`), on
///   the normal equations as R. Bro, S. de Jong, 1997.
enum NonNegativeLeastSquares {
  /// The `x >= 0` that makes `x' gram x / 2 - products' x` least.
  ///
  /// At the end the gradient is zero where `x > 0`, and nowhere else lower than a rounding error.
  static func solve(gram: Matrix<Double>, products: [Double]) -> [Double] {
    let count = products.count
    var x = [Double](repeating: 0, count: count)
    var isFree = [Bool](repeating: false, count: count)
    let size = (0..<count).map { gram[$0, $0] }.max() ?? 0
    let tolerance = 1e-12 * max(size, products.map(abs).max() ?? 0)
    var refused = Set<Int>()
    // Each round lowers the objective or refuses one more coefficient; the bound only guards against rounding.
    for _ in 0..<30 * max(1, count) {
      let descent = (0..<count).map { row in
        (0..<count).reduce(products[row]) { $0 - gram[row, $1] * x[$1] }
      }
      let candidates = (0..<count).filter { !isFree[$0] && !refused.contains($0) && descent[$0] > tolerance }
      guard let entering = candidates.max(by: { descent[$0] < descent[$1] }) else { return x }
      isFree[entering] = true
      if let next = descended(from: x, gram, products, &isFree, entering) {
        x = next
        refused = []
      } else {
        isFree[entering] = false
        refused.insert(entering)
      }
    }
    return x
  }

  /// The minimum over the free coefficients, those that would become negative being fixed at zero on the way; nil
  /// if the entering one can't become positive, or depends on the others.
  private static func descended(
    from start: [Double], _ gram: Matrix<Double>, _ products: [Double], _ isFree: inout [Bool],
    _ entering: Int
  ) -> [Double]? {
    var x = start
    var isFirst = true
    while true {
      let free = isFree.indices.filter { isFree[$0] }
      guard let solution = minimum(over: free, gram, products) else { return nil }
      if isFirst, let place = free.firstIndex(of: entering), solution[place] <= 0 { return nil }
      isFirst = false
      if solution.allSatisfy({ $0 > 0 }) {
        for index in x.indices { x[index] = 0 }
        for (place, index) in free.enumerated() { x[index] = solution[place] }
        return x
      }
      var share = 1.0
      for (place, index) in free.enumerated() where solution[place] <= 0 {
        share = min(share, x[index] / (x[index] - solution[place]))
      }
      for (place, index) in free.enumerated() {
        x[index] += share * (solution[place] - x[index])
        if solution[place] <= 0, x[index] <= 1e-15 * abs(start[index]) {
          x[index] = 0
          isFree[index] = false
        }
      }
    }
  }

  private static func minimum(over free: [Int], _ gram: Matrix<Double>, _ products: [Double]) -> [Double]? {
    var system = Matrix<Double>(rows: free.count, columns: free.count)
    for (column, b) in free.enumerated() {
      for (row, a) in free.enumerated() { system[row, column] = gram[a, b] }
    }
    let right = Matrix(rows: free.count, columns: 1, elements: free.map { products[$0] })
    return try? system.solvePositiveDefinite(right).elements
  }
}

import LinearAlgebra
import Tensors
import Testing

@testable import SparseCoding

/// By how much the conditions of optimality may fail, as a multiple of the penalty; rounding adds to the search's
/// own tolerance where atoms are nearly collinear.
private let tolerance = 1e-7

/// A dictionary of normal atoms, all leaning towards a common direction by `likeness`, and its signals.
private struct RandomLasso {
  let dictionary: Matrix<Double>
  let gram: LassoGram
  var stream: RandomStream

  init(atoms: Int, rows: Int, likeness: Double = 0, seed: UInt64 = 1) {
    var stream = RandomStream(seed: seed, purpose: "lasso test")
    let common = (0..<rows).map { _ in likeness * stream.normal() }
    let columns = (0..<atoms).map { _ in unit(common.map { $0 + stream.normal() }) }
    dictionary = Matrix(rows: rows, columnVectors: columns)
    gram = LassoGram(count: atoms, elements: dictionary.gram.elements)
    self.stream = stream
  }

  mutating func signal() -> Matrix<Double> {
    Matrix(rows: dictionary.rows, columnVectors: [unit((0..<dictionary.rows).map { _ in stream.normal() })])
  }

  func correlations(_ signal: Matrix<Double>) -> [Double] {
    dictionary.multiplied(by: signal, transposed: true).elements
  }
}

private func unit(_ values: [Double]) -> [Double] {
  let length = norm(values[...])
  return values.map { $0 / length }
}

/// 1/2 |y - D x|^2 + penalty |x|_1.
private func objective(
  _ dictionary: Matrix<Double>, _ signal: Matrix<Double>, _ x: [Double], penalty: Double
) -> Double {
  var residual = signal
  residual.add(dictionary, times: Matrix(rows: x.count, columns: 1, elements: x), scale: -1)
  let length = norm(residual.elements[...])
  return length * length / 2 + penalty * x.reduce(0) { $0 + abs($1) }
}

private func dense(_ solution: LassoSolution, _ count: Int) -> [Double] {
  var x = [Double](repeating: 0, count: count)
  for (atom, value) in zip(solution.atoms, solution.values) { x[Int(atom)] = value }
  return x
}

@Suite struct LassoTests {
  @Test(arguments: [
    (atoms: 20, rows: 5, likeness: 0.0, penalty: 0.1), (20, 5, 0, 1e-4), (64, 32, 1, 0.05),
    (100, 20, 1, 1e-6),
    (7, 30, 0, 0.02),
  ])
  func `solutions meet the conditions of optimality, signed and non-negative`(
    _ size: (atoms: Int, rows: Int, likeness: Double, penalty: Double)
  ) {
    var lasso = RandomLasso(atoms: size.atoms, rows: size.rows, likeness: size.likeness)
    for isNonNegative in [false, true] {
      let problem = LassoProblem(penalty: size.penalty, isNonNegative: isNonNegative)
      var search = LassoSearch(gram: lasso.gram, problem: problem)
      for _ in 0..<20 {
        let correlations = lasso.correlations(lasso.signal())
        let solution = search.solution(correlations: correlations[...])
        let violation = solution.violation(of: problem, gram: lasso.gram, correlations: correlations[...])
        #expect(violation <= tolerance, "\(size), non-negative \(isNonNegative)")
        #expect(!isNonNegative || solution.values.allSatisfy { $0 > 0 })
        #expect(
          solution.atoms == solution.atoms.sorted() && Set(solution.atoms).count == solution.atoms.count)
      }
    }
  }

  @Test(arguments: [false, true])
  func `no small change of the coefficients lowers the objective`(isNonNegative: Bool) {
    var lasso = RandomLasso(atoms: 24, rows: 8, likeness: 0.5)
    let problem = LassoProblem(penalty: 0.05, isNonNegative: isNonNegative)
    var search = LassoSearch(gram: lasso.gram, problem: problem)
    let signal = lasso.signal()
    let x = dense(search.solution(correlations: lasso.correlations(signal)[...]), 24)
    let least = objective(lasso.dictionary, signal, x, penalty: 0.05)
    for _ in 0..<200 {
      let changed = x.map { value in
        let moved = value + 1e-3 * lasso.stream.normal()
        return isNonNegative ? max(0, moved) : moved
      }
      #expect(objective(lasso.dictionary, signal, changed, penalty: 0.05) > least)
    }
  }

  @Test func `over orthonormal atoms the solution is soft thresholding`() {
    // x_j = sign(y_j) max(|y_j| - penalty, 0), in closed form.
    let gram = LassoGram(count: 4, elements: Matrix<Double>.identity(4).elements)
    let signal = [0.5, -0.3, 0.1, -0.05]
    var signed = LassoSearch(gram: gram, problem: LassoProblem(penalty: 0.2))
    let solution = signed.solution(correlations: signal[...])
    #expect(solution.atoms == [0, 1])
    #expect(zip(solution.values, [0.3, -0.1]).allSatisfy { abs($0 - $1) < 1e-15 })
    var positive = LassoSearch(gram: gram, problem: LassoProblem(penalty: 0.2, isNonNegative: true))
    #expect(positive.solution(correlations: signal[...]).atoms == [0])
  }

  @Test func `a penalty above every correlation leaves no coefficient`() {
    var lasso = RandomLasso(atoms: 10, rows: 6)
    let correlations = lasso.correlations(lasso.signal())
    let highest = correlations.map(abs).max() ?? 0
    var search = LassoSearch(gram: lasso.gram, problem: LassoProblem(penalty: highest * 1.001))
    #expect(search.solution(correlations: correlations[...]) == .zero)
    var below = LassoSearch(gram: lasso.gram, problem: LassoProblem(penalty: highest * 0.999))
    #expect(below.solution(correlations: correlations[...]).atoms.count == 1)
  }

  @Test func `repeated, opposite and zero atoms don't hinder the search`() {
    let base = RandomLasso(atoms: 6, rows: 4).dictionary
    var columns = (0..<6).map { Array(base.column($0)) }
    columns += columns + columns.map { $0.map(-) } + [[0, 0, 0, 0]]
    let dictionary = Matrix(rows: 4, columnVectors: columns)
    let gram = LassoGram(count: columns.count, elements: dictionary.gram.elements)
    var lasso = RandomLasso(atoms: 1, rows: 4, seed: 2)
    for isNonNegative in [false, true] {
      let problem = LassoProblem(penalty: 1e-3, isNonNegative: isNonNegative)
      var search = LassoSearch(gram: gram, problem: problem)
      for _ in 0..<20 {
        let correlations = dictionary.multiplied(by: lasso.signal(), transposed: true).elements
        let solution = search.solution(correlations: correlations[...])
        #expect(solution.violation(of: problem, gram: gram, correlations: correlations[...]) <= tolerance)
      }
    }
  }

  @Test func `a collinear atom that pays off takes the place of another`() {
    // In the plane (1, 1) / sqrt 2 replaces one of the axes once both are in and the signal leans to it.
    let r = 0.5.squareRoot()
    let dictionary = Matrix(rows: 2, columnVectors: [[1, 0], [0, 1], [r, r]])
    let gram = LassoGram(count: 3, elements: dictionary.gram.elements)
    let problem = LassoProblem(penalty: 0.1)
    var search = LassoSearch(gram: gram, problem: problem)
    let correlations = [0.8, 0.6, 1.4 * r]
    let solution = search.solution(
      correlations: correlations[...], from: LassoSolution(atoms: [0, 1], values: [0.7, 0.5]))
    #expect(solution.atoms == [0, 2])
    #expect(solution.violation(of: problem, gram: gram, correlations: correlations[...]) <= tolerance)
  }

  @Test func `any start leads to the same solution`() {
    var lasso = RandomLasso(atoms: 40, rows: 25)
    var search = LassoSearch(gram: lasso.gram, problem: LassoProblem(penalty: 0.03))
    let correlations = lasso.correlations(lasso.signal())
    let cold = search.solution(correlations: correlations[...])
    let random = LassoSolution(atoms: Array(0..<30), values: (0..<30).map { _ in lasso.stream.normal() })
    for start in [cold, random] {
      let warm = search.solution(correlations: correlations[...], from: start)
      #expect(warm.atoms == cold.atoms)
      #expect(zip(warm.values, cold.values).allSatisfy { abs($0 - $1) < 1e-10 })
    }
  }

  @Test func `beyond the penalty the solution is that of the breakpoint's own penalty`() {
    var lasso = RandomLasso(atoms: 60, rows: 20, likeness: 0.5)
    var breakpointsSeen = 0
    for isNonNegative in [false, true] {
      for _ in 0..<20 {
        let correlations = lasso.correlations(lasso.signal())
        var last = 0.2
        for breakpoints in 1...3 {
          let problem = LassoProblem(
            penalty: 0.2, isNonNegative: isNonNegative, breakpointsBeyond: breakpoints)
          var search = LassoSearch(gram: lasso.gram, problem: problem)
          let solution = search.solution(correlations: correlations[...])
          let reached = search.reachedPenalty
          #expect(reached <= last && reached > 0)
          // A path may end before.
          guard reached < last else { break }
          breakpointsSeen += 1
          let own = LassoProblem(penalty: reached, isNonNegative: isNonNegative)
          #expect(
            solution.violation(of: own, gram: lasso.gram, correlations: correlations[...]) <= tolerance)
          // Nothing joins or leaves on the way there.
          func active(_ penalty: Double) -> [Int32] {
            let problem = LassoProblem(penalty: penalty, isNonNegative: isNonNegative)
            var direct = LassoSearch(gram: lasso.gram, problem: problem)
            return direct.solution(correlations: correlations[...]).atoms
          }
          let width = last - reached
          #expect(active(last - 0.01 * width) == active(reached + 0.01 * width))
          #expect(active(reached + 0.01 * width) != active(reached - 0.001 * width))
          last = reached
        }
      }
    }
    #expect(breakpointsSeen > 60)
  }

  @Test func `over orthonormal atoms the breakpoints are the correlations`() {
    let gram = LassoGram(count: 4, elements: Matrix<Double>.identity(4).elements)
    var search = LassoSearch(gram: gram, problem: LassoProblem(penalty: 0.5, breakpointsBeyond: 2))
    let solution = search.solution(correlations: [1, -0.4, 0.3, 0.2])
    #expect(abs(search.reachedPenalty - 0.3) < 1e-12)
    #expect(solution.atoms == [0, 1])
    #expect(zip(solution.values, [0.7, -0.1]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(search.solution(correlations: [0.4, 0, 0, 0]) == .zero)
    #expect(search.reachedPenalty == 0.5)
    var exact = LassoSearch(gram: gram, problem: LassoProblem(penalty: 0.5))
    _ = exact.solution(correlations: [1, -0.4, 0.3, 0.2])
    #expect(exact.reachedPenalty == 0.5)
  }

  @Test func `a wrong coefficient shows in the violation`() {
    var lasso = RandomLasso(atoms: 12, rows: 8)
    let problem = LassoProblem(penalty: 0.05)
    var search = LassoSearch(gram: lasso.gram, problem: problem)
    let correlations = lasso.correlations(lasso.signal())
    var solution = search.solution(correlations: correlations[...])
    solution.values[0] += 0.005
    #expect(solution.violation(of: problem, gram: lasso.gram, correlations: correlations[...]) > 0.05)
    #expect(LassoSolution.zero.violation(of: problem, gram: lasso.gram, correlations: correlations[...]) > 1)
  }
}

import LinearAlgebra
import Tensors

/// K-SVD: coding by matching pursuit and a better version of each atom for the vectors that use it, in turns.
///
/// An atom is improved by one step of the power method for the leading singular pair, as the published dictionaries
/// were. Departures from `ksvd.m`, none of which changes what is minimised: an atom that nobody uses takes over the
/// vector that is represented worst, together with its code, instead of one of 5000 at random; and the last
/// iteration replaces no atom that is in use, so that dictionary and codes belong together.
/// - Source: M. Aharon, M. Elad, A. Bruckstein, "K-SVD", 2006; R. Rubinstein's KSVD-Box 13.
public struct KSVD: Sendable {
  /// Atoms of norm 1, a column each.
  public private(set) var dictionary: Matrix<Float>
  /// The codes of the data of the last iteration.
  public private(set) var codes: SparseCodes
  /// The root mean square of what the codes leave over.
  public private(set) var error = Double.infinity

  private let data: Matrix<Float>
  private let seed: UInt64
  private var residual: Matrix<Float>
  private var iteration: UInt64 = 0

  /// Begins with vectors drawn from the data, brought to norm 1.
  ///
  /// - Throws: `SparseCodingError.tooFewPatches`, if there are fewer vectors of any energy than atoms.
  public init(data: Matrix<Float>, atoms: Int, sparsity: Int, seed: UInt64) throws(SparseCodingError) {
    self.data = data
    self.seed = seed
    residual = data
    codes = SparseCodes(sparsity: sparsity, count: data.columns)
    var random = RandomStream(seed: seed, purpose: "dictionary")
    let usable = random.permutation(of: data.columns).map { Int($0) }
      .filter { data.energy(ofColumn: $0) > 1e-6 }
    guard usable.count >= atoms else {
      throw .tooFewPatches(found: usable.count, needed: atoms, purpose: "a dictionary of \(atoms) atoms")
    }
    dictionary = data.columns(Array(usable.prefix(atoms)))
    for atom in 0..<atoms { dictionary.normalizeColumn(atom) }
  }

  /// One iteration: codes all vectors, then improves every atom in random order; unless it is the last, replaces
  /// atoms that are hardly used or nearly equal to another.
  public mutating func iterate(isLast: Bool, threads: Int) throws {
    let pursuit = MatchingPursuit(dictionary: dictionary, sparsity: codes.sparsity)
    (codes, residual) = try pursuit.codes(of: data, threads: threads)
    var random = RandomStream(seed: seed, purpose: "order of atoms", index: iteration)
    var users = AtomUsers(codes, atoms: dictionary.columns)
    for atom in random.permutation(of: dictionary.columns) { improve(Int(atom), &users) }
    let energies = (0..<data.columns).map { residual.energy(ofColumn: $0) }
    error = (energies.reduce(0, +) / Double(max(1, data.elements.count))).squareRoot()
    if !isLast { replaceWeakAtoms(energies, &users) }
    iteration += 1
  }
}

extension KSVD {
  /// One step of the power method for the atom and its coefficients, on what all other atoms leave over.
  private mutating func improve(_ atom: Int, _ users: inout AtomUsers) {
    let entries = users.entries(of: atom).filter { codes.atoms[$0] == Int32(atom) }
    let rows = data.rows
    guard !entries.isEmpty else { return takeOverWorstVector(atom, &users) }
    // With E what is left over and g the coefficients: (E + d g) g' = E g' + d (g g').
    var sum = [Float](repeating: 0, count: rows)
    var energy = 0.0
    for entry in entries {
      let coefficient = codes.coefficients[entry]
      energy += Double(coefficient) * Double(coefficient)
      Vectors.add(
        residual.elements, from: entry / codes.sparsity * rows, count: rows, times: coefficient, to: &sum,
        from: 0)
    }
    let old = Array(dictionary.column(atom))
    Vectors.add(old, from: 0, count: rows, times: Float(energy), to: &sum, from: 0)
    let norm = Vectors.dot(sum, from: 0, sum, from: 0, count: rows).squareRoot()
    guard norm > 1e-12 else { return }
    for row in 0..<rows { dictionary[row, atom] = Float(Double(sum[row]) / norm) }
    let overlap = Vectors.dot(dictionary.elements, from: atom * rows, old, from: 0, count: rows)
    for entry in entries {
      let start = entry / codes.sparsity * rows
      let before = codes.coefficients[entry]
      let left = Vectors.dot(
        dictionary.elements, from: atom * rows, residual.elements, from: start, count: rows)
      let after = Float(left + overlap * Double(before))
      Vectors.add(old, from: 0, count: rows, times: before, to: &residual.elements, from: start)
      Vectors.add(
        dictionary.elements, from: atom * rows, count: rows, times: -after, to: &residual.elements,
        from: start)
      codes.coefficients[entry] = after
    }
  }

  /// Makes an unused atom of the vector of which most is left over, and that vector's code of it alone.
  private mutating func takeOverWorstVector(_ atom: Int, _ users: inout AtomUsers) {
    let energies = (0..<data.columns).map { residual.energy(ofColumn: $0) }
    guard let vector = users.takeWorst(energies), data.energy(ofColumn: vector) > 1e-6 else { return }
    users.replaced[atom] = true
    setAtom(atom, to: vector)
    for entry in vector * codes.sparsity..<(vector + 1) * codes.sparsity {
      codes.atoms[entry] = -1
      codes.coefficients[entry] = 0
    }
    codes.atoms[vector * codes.sparsity] = Int32(atom)
    codes.coefficients[vector * codes.sparsity] = Float(data.energy(ofColumn: vector).squareRoot())
    for row in 0..<data.rows { residual[row, vector] = 0 }
  }

  /// Replaces atoms with fewer than four users, or an angle to another whose cosine is over 0.99, by the vectors of
  /// which most is left over.
  /// - Source: `cleardict` in KSVD-Box.
  private mutating func replaceWeakAtoms(_ energies: [Double], _ users: inout AtomUsers) {
    var gram = dictionary.gram
    let counts = codes.users(ofAtoms: dictionary.columns)
    for atom in 0..<dictionary.columns where !users.replaced[atom] {
      let nearest = (0..<dictionary.columns).reduce(Float(0)) {
        $1 == atom ? $0 : max($0, abs(gram[$1, atom]))
      }
      guard nearest > 0.99 || counts[atom] < 4, let vector = users.takeWorst(energies) else { continue }
      setAtom(atom, to: vector)
      let products = dictionary.multiplied(by: dictionary.columns(atom..<atom + 1), transposed: true)
      for other in 0..<dictionary.columns {
        gram[other, atom] = products[other, 0]
        gram[atom, other] = products[other, 0]
      }
    }
  }

  private mutating func setAtom(_ atom: Int, to vector: Int) {
    for row in 0..<data.rows { dictionary[row, atom] = data[row, vector] }
    dictionary.normalizeColumn(atom)
  }
}

extension Matrix where Scalar == Float {
  /// The sum of the squares of a column.
  func energy(ofColumn column: Int) -> Double {
    Vectors.dot(elements, from: column * rows, elements, from: column * rows, count: rows)
  }

  /// Brings a column to norm 1, unless it is zero.
  mutating func normalizeColumn(_ column: Int) {
    let norm = energy(ofColumn: column).squareRoot()
    guard norm > 0 else { return }
    for row in 0..<rows { self[row, column] = Float(Double(self[row, column]) / norm) }
  }
}

import Imaging
import LinearAlgebra
import Tensors

extension ExampleDictionary {
  /// Learns a dictionary from sharp images of values `0…1`; images too small for a patch are passed over.
  ///
  /// The same images, settings and seed give the same bits for any number of threads.
  /// - Throws: `SparseCodingError.tooFewPatches`, `.singular`, `.badSetting`; what `progress` throws.
  /// - Source: R. Zeyde, M. Elad, M. Protter, 2010, as in Timofte's ANR package: patches of 3 x 3 low-resolution
  ///   pixels that overlap by one, K-SVD on their features, the high-resolution atoms by least squares.
  public static func train(
    images: [Plane], scale: Int, settings: DictionarySettings = DictionarySettings(), seed: UInt64,
    threads: Int,
    progress: TrainingProgress.Report = { _ in }
  ) throws -> ExampleDictionary {
    try check(scale: scale)
    try settings.check()
    let basis = try basis(images, scale: scale, energy: settings.energy, threads: threads)
    try progress(TrainingProgress(stage: .features, done: 1, total: 2))
    let (low, high) = try patches(
      images, scale: scale, basis: basis, maximum: settings.maximumPatches, seed: seed, threads: threads)
    try progress(TrainingProgress(stage: .features, done: 2, total: 2))
    var learner = try KSVD(data: low, atoms: settings.atoms, sparsity: settings.sparsity, seed: seed)
    for iteration in 1...settings.iterations {
      try learner.iterate(isLast: iteration == settings.iterations, threads: threads)
      try progress(
        TrainingProgress(
          stage: .dictionary, done: iteration, total: settings.iterations, error: learner.error))
    }
    let highAtoms = try leastSquares(high, codes: learner.codes, atoms: settings.atoms)
    return try ExampleDictionary(
      scale: scale, basis: basis, lowAtoms: learner.dictionary, highAtoms: highAtoms)
  }

  /// The principal components of the features of all patches.
  static func basis(
    _ images: [Plane], scale: Int, energy: Double, threads: Int
  ) throws -> Matrix<Float> {
    let count = GradientPlanes.count(scale: scale)
    let energies = try orderedMap(images.count, threads: threads) { index in
      let image = TrainingImage(images[index], scale: scale, step: 2)
      return image.gradients.features(0..<image.grid.count).outerGram
    }
    var sum = Matrix<Double>(rows: count, columns: count)
    for part in energies {
      for index in sum.elements.indices { sum.elements[index] += Double(part.elements[index]) }
    }
    return try PrincipalComponents.basis(energies: sum, share: energy)
  }

  /// The reduced features of the training patches and their differences, a column each.
  private static func patches(
    _ images: [Plane], scale: Int, basis: Matrix<Float>, maximum: Int?, seed: UInt64, threads: Int
  ) throws -> (low: Matrix<Float>, high: Matrix<Float>) {
    let parts = try orderedMap(images.count, threads: threads) { index in
      let image = TrainingImage(images[index], scale: scale, step: 2)
      let all = 0..<image.grid.count
      return (
        low: basis.multiplied(by: image.gradients.features(all), transposed: true),
        high: image.differences(all)
      )
    }
    let low = Matrix(
      rows: basis.columns, columns: parts.map(\.low.columns).reduce(0, +),
      elements: parts.flatMap { $0.low.elements })
    let high = Matrix(
      rows: basis.rows / 4, columns: low.columns, elements: parts.flatMap { $0.high.elements })
    guard let maximum, maximum < low.columns else { return (low, high) }
    var random = RandomStream(seed: seed, purpose: "dictionary patches")
    let chosen = random.permutation(of: low.columns).prefix(maximum).map { Int($0) }.sorted()
    return (low.columns(chosen), high.columns(chosen))
  }

  /// The atoms whose combinations by the codes come nearest to the patches: P G' (G G')^-1.
  static func leastSquares(
    _ patches: Matrix<Float>, codes: SparseCodes, atoms: Int
  ) throws(SparseCodingError) -> Matrix<Float> {
    var gram = Matrix<Double>(rows: atoms, columns: atoms)
    var products = Matrix<Double>(rows: atoms, columns: patches.rows)
    for vector in 0..<codes.count {
      let entries = vector * codes.sparsity..<(vector + 1) * codes.sparsity
      for entry in entries where codes.atoms[entry] >= 0 {
        let atom = Int(codes.atoms[entry])
        let coefficient = Double(codes.coefficients[entry])
        for other in entries where codes.atoms[other] >= 0 {
          gram[Int(codes.atoms[other]), atom] += coefficient * Double(codes.coefficients[other])
        }
        for row in 0..<patches.rows {
          products[atom, row] += coefficient * Double(patches[row, vector])
        }
      }
    }
    do {
      return try gram.solvePositiveDefinite(products).transposed.converted()
    } catch {
      throw .singular(purpose: "the high-resolution atoms", reason: error)
    }
  }
}

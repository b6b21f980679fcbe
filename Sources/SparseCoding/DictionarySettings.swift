/// How a pair of dictionaries is learned; the defaults are Zeyde's and Timofte's.
public struct DictionarySettings: Equatable, Sendable {
  public var atoms = 1024
  /// Iterations of K-SVD.
  public var iterations = 20
  /// Atoms a patch.
  public var sparsity = 3
  /// The share of the features' energy that their basis keeps.
  public var energy = 0.999
  /// Learn from a random choice of so many patches; nil for all.
  public var maximumPatches: Int?

  /// The published settings, changed where named.
  public init(
    atoms: Int = 1024, iterations: Int = 20, sparsity: Int = 3, energy: Double = 0.999,
    maximumPatches: Int? = nil
  ) {
    self.atoms = atoms
    self.iterations = iterations
    self.sparsity = sparsity
    self.energy = energy
    self.maximumPatches = maximumPatches
  }

  /// - Throws: `SparseCodingError.badSetting`.
  func check() throws(SparseCodingError) {
    for (name, value) in [
      ("atoms", atoms), ("iterations", iterations), ("sparsity", sparsity),
      ("maximumPatches", maximumPatches ?? 1),
    ] where value < 1 {
      throw .badSetting(name: name, expected: "a positive number", found: "\(value)")
    }
    guard energy > 0, energy < 1 else {
      throw .badSetting(name: "energy", expected: "a share between 0 and 1", found: "\(energy)")
    }
  }
}

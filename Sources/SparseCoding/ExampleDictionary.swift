import LinearAlgebra

/// A pair of dictionaries that Zeyde's method and its relatives share: what an atom looks like in low resolution,
/// and what belongs to it in high resolution.
public struct ExampleDictionary: Equatable, Sendable {
  /// The factor between low and high resolution.
  public let scale: Int
  /// The principal components of a patch's derivatives, `4 (3 scale)^2` x features.
  public let basis: Matrix<Float>
  /// Low-resolution atoms of norm 1, features x atoms.
  public let lowAtoms: Matrix<Float>
  /// What each atom lacks when it is enlarged by interpolation, `(3 scale)^2` x atoms, column after column.
  public let highAtoms: Matrix<Float>

  /// A dictionary of the given arrays.
  ///
  /// - Throws: `SparseCodingError.badSetting`, `.badShape`, `.notFinite`.
  public init(
    scale: Int, basis: Matrix<Float>, lowAtoms: Matrix<Float>, highAtoms: Matrix<Float>
  ) throws(SparseCodingError) {
    try Self.check(scale: scale)
    let features = GradientPlanes.count(scale: scale)
    try Self.check(basis, "basis", features, nil)
    try Self.check(lowAtoms, "lowAtoms", basis.columns, nil)
    try Self.check(highAtoms, "highAtoms", features / 4, lowAtoms.columns)
    self.scale = scale
    self.basis = basis
    self.lowAtoms = lowAtoms
    self.highAtoms = highAtoms
  }

  public var atoms: Int { lowAtoms.columns }

  /// Features of a patch.
  public var features: Int { basis.columns }

  /// - Throws: `SparseCodingError.wrongScale`, unless the dictionary is for this scale.
  public func check(isFor expected: Int) throws(SparseCodingError) {
    guard scale == expected else { throw .wrongScale(expected: expected, found: scale) }
  }

  /// - Throws: `SparseCodingError.badSetting`, unless the methods are defined at this scale.
  static func check(scale: Int) throws(SparseCodingError) {
    guard (2...8).contains(scale) else {
      throw .badSetting(name: "scale", expected: "a factor of 2 to 8", found: "\(scale)")
    }
  }

  static func check(
    _ matrix: Matrix<Float>, _ name: String, _ rows: Int, _ columns: Int?
  ) throws(SparseCodingError) {
    guard matrix.rows == rows, matrix.columns == columns ?? max(1, matrix.columns) else {
      throw .badShape(
        name: name, expected: "\(rows) x \(columns.map(String.init) ?? "at least 1")",
        found: "\(matrix.rows) x \(matrix.columns)")
    }
    guard matrix.isFinite else { throw .notFinite(name: name) }
  }
}

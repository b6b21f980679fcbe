/// The methods that share Zeyde's features and dictionary.
public enum ExampleMethod: String, CaseIterable, Codable, Sendable {
  /// Zeyde et al.: three atoms a patch by matching pursuit.
  case zeyde
  /// GR: one regressor for all patches.
  case globalRegression
  /// ANR: the regressor of the nearest atom, from that atom's neighbours.
  case anchoredRegression
  /// A+: as ANR, the regressors from training samples near each atom.
  case adjustedAnchors
  /// NE+LS: neighbours with weights by least squares.
  case leastSquares
  /// NE+NNLS: neighbours with weights that are not negative.
  case nonNegative
  /// NE+LLE: neighbours with weights that sum to one.
  case locallyLinear

  /// The name in the literature's tables.
  public var name: String {
    switch self {
    case .zeyde: "Zeyde"
    case .globalRegression: "GR"
    case .anchoredRegression: "ANR"
    case .adjustedAnchors: "A+"
    case .leastSquares: "NE+LS"
    case .nonNegative: "NE+NNLS"
    case .locallyLinear: "NE+LLE"
    }
  }

  /// Atoms that code a patch in Zeyde's method.
  static let sparsity = 3

  var embedding: NeighbourEmbedding? {
    switch self {
    case .leastSquares: .leastSquares
    case .nonNegative: .nonNegative
    case .locallyLinear: .locallyLinear
    default: nil
    }
  }

  var atomsOfAPatch: Int? { embedding?.neighbours }

  /// How many regressors a model with so many atoms has.
  func regressors(atoms: Int) -> Int {
    switch self {
    case .globalRegression: 1
    case .anchoredRegression, .adjustedAnchors: atoms
    default: 0
    }
  }
}

/// How the regressors of A+ are fitted; the defaults are its authors'.
public struct AnchorSettings: Equatable, Sendable {
  /// The most samples that are collected, the largest images first.
  public var samples = 5_000_000
  /// Sizes at which each image is used, each `sizeFactor` of the one before.
  public var sizes = 12
  /// The factor between two sizes, up to 1.
  public var sizeFactor = 0.98
  /// Samples that an atom's regressor is fitted to.
  public var nearest = 2048
  /// What is added to the diagonal of the equations.
  public var ridge = 0.1

  /// The published settings, changed where named.
  public init(
    samples: Int = 5_000_000, sizes: Int = 12, sizeFactor: Double = 0.98, nearest: Int = 2048,
    ridge: Double = 0.1
  ) {
    self.samples = samples
    self.sizes = sizes
    self.sizeFactor = sizeFactor
    self.nearest = nearest
    self.ridge = ridge
  }

  /// - Throws: `SparseCodingError.badSetting`.
  func check() throws(SparseCodingError) {
    for (name, value) in [("samples", samples), ("sizes", sizes), ("nearest", nearest)] where value < 1 {
      throw .badSetting(name: name, expected: "a positive number", found: "\(value)")
    }
    guard sizes <= 1000 else {
      throw .badSetting(name: "sizes", expected: "at most 1000", found: "\(sizes)")
    }
    guard samples <= Int(Int32.max) else {
      throw .badSetting(name: "samples", expected: "at most \(Int32.max)", found: "\(samples)")
    }
    guard sizeFactor > 0, sizeFactor <= 1 else {
      throw .badSetting(name: "sizeFactor", expected: "a factor above 0 and up to 1", found: "\(sizeFactor)")
    }
    guard ridge >= 0, ridge.isFinite else {
      throw .badSetting(name: "ridge", expected: "a number that is not negative", found: "\(ridge)")
    }
  }
}

import LinearAlgebra

/// Why an example-based method could not be trained or applied.
public enum SparseCodingError: Error, Equatable, Sendable {
  /// An image of `width` x `height` low-resolution samples is smaller than `needed` in one direction.
  case imageTooSmall(width: Int, height: Int, needed: Int)
  /// The training images have `found` usable patches where `needed` are, for `purpose`.
  case tooFewPatches(found: Int, needed: Int, purpose: String)
  /// A dictionary for scale `found` where one for scale `expected` is needed.
  case wrongScale(expected: Int, found: Int)
  /// A setting with a value that makes no sense: expected `expected`, found `found`.
  case badSetting(name: String, expected: String, found: String)
  /// An array of a model has the wrong shape.
  case badShape(name: String, expected: String, found: String)
  /// An array of a model holds a value that is infinite or not a number.
  case notFinite(name: String)
  /// The equations for `purpose` have no answer.
  case singular(purpose: String, reason: LinearAlgebraError)
}

extension SparseCodingError: CustomStringConvertible {
  /// One sentence or two: what failed, what was expected and found, and what to do.
  public var description: String {
    switch self {
    case .imageTooSmall(let width, let height, let needed):
      "an image of \(width) x \(height) low-resolution pixels is too small: expected at least \(needed) x \(needed). "
        + "Use a larger image."
    case .tooFewPatches(let found, let needed, let purpose):
      "the training images give \(found) patches; \(purpose) needs at least \(needed). "
        + "Use more or larger images, or a smaller setting."
    case .wrongScale(let expected, let found):
      "the dictionary is for scale \(found); expected scale \(expected). Train one for that scale."
    case .badSetting(let name, let expected, let found):
      "\(name) is \(found); expected \(expected). Change the setting."
    case .badShape(let name, let expected, let found):
      "array '\(name)' of the model is \(found); expected \(expected). The model is damaged: train it again."
    case .notFinite(let name):
      "array '\(name)' of the model holds a value that is infinite or not a number. Train it again."
    case .singular(let purpose, let reason): "cannot solve for \(purpose): \(reason)"
    }
  }
}

import SparseCoding
import Wording

/// An image that a method can't enlarge.
package struct ImageError: CommandError, Equatable, CustomStringConvertible {
  /// What the image is called.
  package let image: String
  /// The method's own words.
  package let reason: SparseCodingError

  /// That of the reason.
  package var exitCode: Int32 { reason.exitCode }

  /// One sentence.
  package var description: String { "\(image): \(reason)" }
}

extension SparseCodingError: CommandError {
  /// Images that are too small or too few are wrong data; a system without a solution is a failure.
  package var exitCode: Int32 {
    switch self {
    case .imageTooSmall, .tooFewPatches, .wrongScale, .badShape, .notFinite: 3
    case .badSetting: 2
    case .singular: 1
    }
  }
}

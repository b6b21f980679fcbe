import ExperimentSpecs
import SparseCoding

extension MethodSection.Name {
  /// Pixels that an image must have in each direction for the method to enlarge it.
  /// - Throws: `SparseCodingError.badSetting` for a scale that the method doesn't have.
  func leastSide(scale: Int) throws(SparseCodingError) -> Int {
    switch self {
    case .sparseCoding: try YangGeometry(form: .cvpr2008, scale: scale).leastSide
    case .sparseCodingTIP: try YangGeometry(form: .tip2010, scale: scale).leastSide
    default: ExampleModel.leastSide
    }
  }
}

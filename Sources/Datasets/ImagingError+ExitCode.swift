import Imaging
import Wording

extension ImagingError: CommandError {
  /// A file that can't be written is a failure of the command; an image that can't be read, or that its format can't hold,
  /// is one of the data.
  package var exitCode: Int32 { if case .unwritable = self { 1 } else { 3 } }
}

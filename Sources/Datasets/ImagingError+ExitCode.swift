import Imaging
import Wording

extension ImagingError: CommandError {
  /// An image that can't be written is a failure of the command, one that can't be read is damaged data.
  package var exitCode: Int32 { if case .unwritable = self { 1 } else { 3 } }
}

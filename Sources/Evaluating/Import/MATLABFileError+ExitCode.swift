import MATLABFiles
import Wording

extension MATLABFileError: CommandError {
  /// Whatever is wrong, it is the file.
  package var exitCode: Int32 { 3 }
}

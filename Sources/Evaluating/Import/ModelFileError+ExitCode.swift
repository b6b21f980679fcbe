import ModelFiles
import Wording

extension ModelFileError: CommandError {
  /// Whatever is wrong, it is the file.
  package var exitCode: Int32 { 3 }
}

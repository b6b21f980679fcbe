import HDF5Storage
import Wording

extension HDF5StorageError: CommandError {
  /// A file that can't be written is a failure of the command, one that can't be read is damaged data.
  package var exitCode: Int32 {
    switch self {
    case .cannotWrite, .cannotStore, .libraryFailure: 1
    default: 3
    }
  }
}

import ExperimentSpecs
import HDF5Storage
import HostSystem
import Imaging
import MATLABFiles
import Plotting
import SparseCoding

/// The exit code of a command that ends with an error: 1 for what failed, 2 for a wrong option or spec, 3 for data
/// that is missing or damaged, 4 for a run that another process has.
public func exitCode(for error: any Error) -> Int32 {
  switch error {
  case let error as DatasetError: error.exitCode
  case let error as RunError: error.exitCode
  case let error as BenchmarkError: error.exitCode
  case let error as ProjectError: error.exitCode
  case is SpecProblems: 2
  case let error as NetworkImportError: error.exitCode
  case let error as ImagingError: error.exitCode
  case let error as HDF5StorageError: error.exitCode
  case let error as MATLABFileError: error.exitCode
  case let error as SparseCodingError: error.exitCode
  case let error as UpscalingError: error.exitCode
  case HostError.notARegularFile, HostError.tooLarge: 3
  default: 1
  }
}

extension NetworkImportError {
  fileprivate var exitCode: Int32 {
    switch self {
    case .unknownScale, .badScale: 2
    case .missingVariable, .wrongShape, .notFinite: 3
    }
  }
}

extension ImagingError {
  /// An image that can't be written is a failure of the command, one that can't be read is damaged data.
  fileprivate var exitCode: Int32 { if case .unwritable = self { 1 } else { 3 } }
}

extension HDF5StorageError {
  fileprivate var exitCode: Int32 {
    switch self {
    case .cannotWrite, .cannotStore, .libraryFailure: 1
    default: 3
    }
  }
}

extension SparseCodingError {
  /// Images that are too small or too few are wrong data; a system without a solution is a failure.
  fileprivate var exitCode: Int32 {
    switch self {
    case .imageTooSmall, .tooFewPatches, .wrongScale, .badShape, .notFinite: 3
    case .badSetting: 2
    case .singular: 1
    }
  }
}

extension MATLABFileError {
  fileprivate var exitCode: Int32 { 3 }
}

/// The sentence of an error for the user.
public func sentence(for error: any Error) -> String { message(of: error) }

import Foundation
import HostSystem

/// Why a file could not be read or written, or doesn't hold what was asked of it.
public enum HDF5StorageError: Error, Equatable, Sendable {
  /// The operating system refused to read the file, or it is too large.
  case cannotRead(HostError)
  /// The operating system refused to write the file.
  case cannotWrite(HostError)
  /// `path` has no HDF5 signature.
  case notHDF5(path: String)
  /// There is no checksum at the end of `path`: it was cut short, or another program wrote it.
  case noChecksum(path: String)
  /// The checksum at the end of `path` disagrees with its bytes.
  case damaged(path: String)
  /// libhdf5 could not read a part of `path`: truncated, damaged or of a kind that isn't supported.
  case unreadable(path: String, part: String, reason: String)
  /// There is no array of this name; `found` are the names that exist.
  case missingArray(file: String, name: String, found: [String])
  /// There is no attribute of this name on `object`; `found` are the names that exist.
  case missingAttribute(file: String, object: String, name: String, found: [String])
  /// An array or attribute of another element type than expected.
  case wrongType(of: String, expected: String, found: String)
  /// An array of another shape than expected.
  case wrongShape(of: String, expected: [Int], found: [Int])
  /// An array or attribute that can't be stored under this name, or at all.
  case cannotStore(name: String, reason: String)
  /// libhdf5 refused an `operation` in memory.
  case libraryFailure(operation: String, reason: String)
}

extension HDF5StorageError: CustomStringConvertible {
  /// One sentence or two: what failed, where, what was expected and found, and what to do.
  public var description: String {
    switch self {
    case .cannotRead(.refused(_, let path, let reason)): "cannot read \(path): \(reason). Check the path."
    case .cannotRead(let error), .cannotWrite(let error): error.description
    case .notHDF5(let path):
      "\(path) is not an HDF5 file: its signature is missing. Check the path, or make the file anew."
    case .noChecksum(let path):
      "\(path) has no checksum at its end: it was cut short, or written or changed by another program. Name the file "
        + "that a run or `experiments import` wrote, or make it anew."
    case .damaged(let path):
      "\(path) is damaged: its bytes disagree with the checksum at its end. Delete it and make it anew."
    case .unreadable(let path, let part, let reason):
      "\(path) is truncated, damaged or of an unsupported kind: \(part): \(reason). Make the file anew."
    case .missingArray(let file, let name, let found):
      "\(file) has no array \(name); it has \(list(found)). Is it a file of another kind?"
    case .missingAttribute(let file, let object, let name, let found):
      "\(file) has no attribute '\(name)' on \(object); it has \(list(found)). Is it a file of another kind?"
    case .wrongType(let place, let expected, let found): "\(place): expected \(expected), found \(found)"
    case .wrongShape(let place, let expected, let found):
      "\(place): expected the shape \(expected), found \(found)"
    case .cannotStore(let name, let reason): "cannot store \(name): \(reason)"
    case .libraryFailure(let operation, let reason): "libhdf5 failed to \(operation): \(reason)"
    }
  }
}

/// Names in a message: sorted, at most a dozen.
private func list(_ names: [String]) -> String {
  guard !names.isEmpty else { return "none" }
  let shown = names.sorted().prefix(12).joined(separator: ", ")
  return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
}

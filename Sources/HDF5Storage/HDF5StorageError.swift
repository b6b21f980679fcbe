import Foundation
import HostSystem

/// Why a file could not be read or written, or doesn't hold what was asked of it.
public enum HDF5StorageError: Error, Equatable, Sendable {
  /// The operating system refused to read `path`; `code` is its `errno`.
  case cannotRead(path: String, code: Int32)
  /// The operating system refused to write the file.
  case cannotWrite(HostError)
  /// `path` is a folder, a device or a pipe, not a regular file.
  case notARegularFile(path: String)
  /// `path` has no HDF5 signature.
  case notHDF5(path: String)
  /// The checksum at the end of `path` disagrees with its bytes.
  case damaged(path: String)
  /// libhdf5 could not read a part of `path`: truncated, damaged or of a kind that isn't supported.
  case unreadable(path: String, part: String, reason: String)
  /// `path` holds more than is read into memory.
  case tooLarge(path: String, part: String, bytes: UInt64, limit: UInt64)
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
    case .cannotRead(let path, let code):
      "cannot read \(path): \(String(cString: strerror(code))) (errno \(code)). Check the path."
    case .cannotWrite(let error): error.description
    case .notARegularFile(let path): "\(path) is a folder or a device; expected the path of a file"
    case .notHDF5(let path):
      "\(path) is not an HDF5 file: its signature is missing. Check the path, or make the file anew."
    case .damaged(let path):
      "\(path) is damaged: its bytes disagree with the checksum at its end. Delete it and make it anew."
    case .unreadable(let path, let part, let reason):
      "\(path) is truncated, damaged or of an unsupported kind: \(part): \(reason). Make the file anew."
    case .tooLarge(let path, let part, let bytes, let limit):
      "\(path): \(part) claims \(bytes) bytes; at most \(limit) are read"
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

import CHDF5
import Foundation

/// Owner of one HDF5 identifier, closed when the last reference goes.
///
/// Handles live and die inside `withHDF5Library`, so that closing, too, happens under the lock. Bind each to a
/// `let`: a bound object outlives the foreign calls of its scope (lexical lifetimes), a bare `make().id` need not.
final class HDF5Handle {
  /// The identifier, valid as long as this object lives.
  let id: hid_t
  private let close: (hid_t) -> herr_t

  /// Takes over `id`, fresh from the call that made it; `close` is the H5…close of its kind.
  init(_ id: hid_t, _ operation: @autoclosure () -> String, close: @escaping (hid_t) -> herr_t) throws {
    self.id = try checked(id, operation())
    self.close = close
  }

  /// A property list of a class such as `chdf5_file_access()`.
  static func propertyList(_ kind: hid_t) throws -> HDF5Handle {
    try HDF5Handle(H5Pcreate(kind), "make a property list", close: H5Pclose)
  }

  /// A simple dataspace; an empty shape is one single value.
  static func dataspace(_ shape: [Int]) throws -> HDF5Handle {
    guard !shape.isEmpty else {
      return try HDF5Handle(H5Screate(H5S_SCALAR), "make a dataspace", close: H5Sclose)
    }
    let lengths = shape.map { hsize_t($0) }
    return try HDF5Handle(
      H5Screate_simple(Int32(shape.count), lengths, nil), "make a dataspace", close: H5Sclose)
  }

  /// The type of UTF-8 text of variable length.
  static func text() throws -> HDF5Handle {
    let type = try HDF5Handle(H5Tcopy(chdf5_c_string()), "make a text type", close: H5Tclose)
    try checked(chdf5_set_variable_length(type.id), "make a text type")
    try checked(H5Tset_cset(type.id, H5T_CSET_UTF8), "make a text type")
    return type
  }

  deinit { _ = close(id) }
}

/// A call of libhdf5 that failed; turned into an `HDF5StorageError` where the file is known.
struct HDF5Failure: Error {
  let operation: String
  let reason: String
}

/// Passes on a result of libhdf5, or throws what its error stack says if it is negative.
@discardableResult
func checked<Status: SignedInteger>(_ status: Status, _ operation: @autoclosure () -> String) throws -> Status
{
  guard status < 0 else { return status }
  var text = [UInt8](repeating: 0, count: 408)
  text.withUnsafeMutableBytes { bytes in
    chdf5_last_error(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
  }
  let reason = String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
  throw HDF5Failure(operation: operation(), reason: reason.isEmpty ? "no reason given" : reason)
}

/// The one lock around libhdf5: whether it is built thread-safe differs between systems.
private let libraryLock = NSLock()

/// Runs `body`, which calls libhdf5, alone and without libhdf5's own printing of errors.
func withHDF5Library<Result>(_ body: () throws -> Result) rethrows -> Result {
  libraryLock.lock()
  defer { libraryLock.unlock() }
  chdf5_silence()
  return try body()
}

/// Why a MATLAB file could not be read.
public enum MATLABFileError: Error, Equatable, Sendable {
  /// The operating system refused to read `path`.
  case cannotRead(path: String, reason: String)
  /// `path` doesn't begin as a MATLAB 5 file does.
  case notMATLAB(path: String)
  /// `path` is of version 7.3, which is HDF5 inside.
  case version73(path: String)
  /// `path` ends in the middle of a variable: `expected` bytes, `found` bytes.
  case truncated(path: String, expected: Int, found: Int)
  /// A part of `path` contradicts the format or its own checksum.
  case damaged(path: String, part: String, reason: String)
  /// `variable` is a matrix, but `kind` (complex, sparse) instead of real and full.
  case unsupported(path: String, variable: String, kind: String)
  /// `path` is in order but has no real matrix in it.
  case empty(path: String)
}

extension MATLABFileError: CustomStringConvertible {
  /// One sentence or two: what failed, where, what was expected and found, and what to do.
  public var description: String {
    switch self {
    case .cannotRead(let path, let reason): "cannot read \(path): \(reason). Check the path."
    case .notMATLAB(let path):
      "\(path) is not a MATLAB 5 file: its header is missing. Check the path, or save it with save('-v7', …)."
    case .version73(let path):
      "\(path) is a MATLAB 7.3 file; expected version 5 to 7. Save it with save('-v7', …)."
    case .truncated(let path, let expected, let found):
      "\(path) is truncated: expected at least \(expected) bytes, found \(found). Copy or download it again."
    case .damaged(let path, let part, let reason):
      "\(path) is damaged: \(part): \(reason). Copy or download it again."
    case .unsupported(let path, let variable, let kind):
      "\(path): variable '\(variable)' is \(kind); expected a real, full matrix. Save it with full(real(…))."
    case .empty(let path): "\(path) holds no numeric matrix"
    }
  }
}

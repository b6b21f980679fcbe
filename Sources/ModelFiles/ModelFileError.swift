/// Why a file of another program's network could not be read or made.
package enum ModelFileError: Error, Equatable, Sendable {
  /// `path` contradicts its format: cut short, damaged, or made to exhaust a reader.
  case damaged(path: String, format: String, reason: String)
  /// `path` is in order, but the network in it isn't a chain of plain convolutions.
  case unsupported(path: String, part: String, expected: String, found: String)
}

extension ModelFileError: CustomStringConvertible {
  /// One sentence: what failed, where, what was expected and found, and what to do.
  package var description: String {
    switch self {
    case .damaged(let path, let format, let reason):
      "\(path) is no whole \(format) file: \(reason); copy or download it again"
    case .unsupported(let path, let part, let expected, let found):
      "\(path): \(part): expected \(expected), found \(found)"
    }
  }
}

/// Bytes of a model file: a hundred times what the paper's networks take.
package let largestModelFile = 64 << 20

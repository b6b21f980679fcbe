import Wording

/// Why weights of another program could not be taken over.
package enum NetworkImportError: CommandError, Equatable {
  /// A variable that the format has isn't in the file.
  case missingVariable(path: String, variable: String, found: [String])
  /// A variable's shape doesn't fit the format or the layer before it.
  case wrongShape(path: String, variable: String, expected: String, found: [Int])
  /// A value isn't finite.
  case notFinite(path: String, variable: String)
  /// Neither option nor file name says the upscaling factor.
  case unknownScale(path: String)
  /// The upscaling factor isn't one that is evaluated.
  case badScale(found: Int)

  /// 2 for an option, 3 for a file.
  package var exitCode: Int32 {
    switch self {
    case .unknownScale, .badScale: 2
    case .missingVariable, .wrongShape, .notFinite: 3
    }
  }
}

extension NetworkImportError: CustomStringConvertible {
  /// One sentence: what, where, expected, found, what to do.
  package var description: String {
    switch self {
    case .missingVariable(let path, let variable, let found):
      "\(path): expected SRCNN weights with a variable '\(variable)', "
        + "found \(found.isEmpty ? "none" : found.joined(separator: ", ")); is it one of the authors' files?"
    case .wrongShape(let path, let variable, let expected, let found):
      "\(path): variable '\(variable)': expected \(expected), "
        + "found \(found.map(String.init).joined(separator: "x")); is it one of the authors' files?"
    case .notFinite(let path, let variable):
      "\(path): variable '\(variable)' has values that aren't finite numbers; copy or download the file again"
    case .unknownScale(let path):
      "\(path): neither the option --scale nor the file's name (…x2.mat, …x3.mat, …x4.mat) says the upscaling "
        + "factor; add --scale 2, 3 or 4"
    case .badScale(let found):
      "--scale: expected 2, 3 or 4, found \(found)"
    }
  }
}

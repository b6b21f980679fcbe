import Foundation
import Wording

/// Whether two paths are of one file or folder, also by a link.
func isSamePlace(_ path: String, _ other: String) -> Bool {
  func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
  return resolved(path) == resolved(other)
}

/// Checks that a command that makes one network file of another doesn't write over the one that it reads.
/// - Throws: `OptionError`.
package func requireOther(_ output: String, than input: String) throws(OptionError) {
  guard !isSamePlace(input, output) else {
    throw OptionError(
      option: "--output", expected: "another file than the one that is read", found: output)
  }
}

import Foundation
import HostSystem
import Wording

/// Whether two paths are of one file or folder, also by a link.
func isSamePlace(_ path: String, _ other: String) -> Bool {
  if let identity = FileIdentity(path) { return identity == FileIdentity(other) }
  func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
  return resolved(path) == resolved(other)
}

/// Checks that a command that makes one file of another doesn't write over the one that it reads.
/// - Throws: `OptionError`.
package func requireOther(_ output: String, than input: String) throws(OptionError) {
  if isSamePlace(input, output) { throw .writesOverInput(output) }
}

/// The same of many files.
func requireOthers(_ outputs: [String], than inputs: [String]) throws(OptionError) {
  let read = Set(inputs.compactMap(FileIdentity.init))
  for output in outputs {
    if let identity = FileIdentity(output), read.contains(identity) { throw .writesOverInput(output) }
  }
}

extension OptionError {
  fileprivate static func writesOverInput(_ path: String) -> OptionError {
    OptionError(option: "--output", expected: "another file than the one that is read", found: path)
  }
}

import ExperimentSpecs
import Foundation
import HostSystem
import Wording

extension Project {
  /// Writes a spec that is another one by a name of its own.
  /// - Parameters:
  ///   - name: the new name; its figures are called by it, too.
  ///   - other: the argument that names the other spec.
  /// - Throws: `OptionError` for a name that isn't one, `ProjectError.alreadyThere`, `.noSpec`, `HostError`.
  package func writeSkeleton(named name: String, from other: String, to path: String) throws {
    let source = try specPath(other)
    try requireUntaken(path, force: nil)
    let taken = try specPaths.compactMap { try? experiment($0) }
    guard !taken.contains(where: { $0.name == name }) else {
      throw OptionError(option: "NAME", expected: "a name that no spec has", found: name)
    }
    let bytes = try readFile(source, limit: 16 << 20)
    let skeleton = try specSkeleton(
      named: name, from: bytes, file: shortened(source),
      schema: schema(from: path), base: base)
    try writeAtomically(Array(skeleton.utf8), to: path)
  }

  /// The way from a spec to the schema as editors take it: relative within the project, which may be moved, else absolute. VS
  /// Code takes for relative what begins with a dot.
  private func schema(from spec: String) -> String {
    // Made absolute first: `..` at the beginning of a relative path would be lost.
    let root = URL(fileURLWithPath: root).standardizedFileURL
    let (parts, ours) = (
      URL(fileURLWithPath: spec).standardizedFileURL.pathComponents, root.pathComponents
    )
    let schema = "experiments/spec.schema.json"
    guard parts.starts(with: ours) else { return root.path + "/" + schema }
    let up = parts.count - ours.count - 1
    return (up == 0 ? "./" : String(repeating: "../", count: up)) + schema
  }
}

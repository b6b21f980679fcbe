import ExperimentSpecs
import Wording

extension Project {
  /// The spec whose settings of a method are meant when it is asked for by its name.
  static let methodsSpec = "sparse-coding"

  /// A method as the project's spec of methods trains it: the first variant of that name and factor, seed 1.
  /// - Throws: `ProjectError.noSpec`, `SpecProblems`; `OptionError` if the spec has no such variant.
  package func publishedMethod(
    _ name: MethodSection.Name, scale: Int, profile: String
  ) throws -> MethodDescription {
    let methods = try experiment(specPath(Self.methodsSpec)).resolved(profile: profile).methods
    if let found = methods.first(where: { $0.method.name == name && $0.data.scale == scale }) { return found }
    let scales = methods.filter { $0.method.name == name }.map { "\($0.data.scale)" }.removingRepeats
    guard !scales.isEmpty else {
      throw OptionError(
        option: "--method",
        expected: "a method of \(Self.methodsSpec).json in profile \(profile): "
          + methods.map(\.method.name.rawValue).removingRepeats.joined(separator: ", "),
        found: name.rawValue)
    }
    throw OptionError(
      option: "--scale",
      expected: "\(scales.joined(separator: " or ")), at which \(Self.methodsSpec).json has \(name.rawValue)",
      found: "\(scale)")
  }
}

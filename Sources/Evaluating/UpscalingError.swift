import Wording

/// Images that could not be made larger.
package struct UpscalingError: CommandError, Equatable, CustomStringConvertible {
  /// A sentence for each.
  package let failures: [String]
  /// Of how many.
  package let images: Int

  /// The exit code of a command that ends with this error.
  package var exitCode: Int32 { 3 }

  /// All sentences, one a line.
  package var description: String {
    images == 1
      ? failures.joined()
      : (["\(failures.count) of \(images) images are left out:"] + failures).joined(separator: "\n  ")
  }
}

import Wording

/// Images that could not be made larger.
package struct UpscalingError: CommandError, Equatable, CustomStringConvertible {
  /// A sentence for each.
  package let failures: [String]
  /// Of how many.
  package let images: Int

  /// 3 for an image, 1 for a folder of which some are left out.
  package var exitCode: Int32 { images == 1 ? 3 : 1 }

  /// All sentences, one a line.
  package var description: String {
    images == 1
      ? failures.joined()
      : (["\(failures.count) of \(images) images are left out:"] + failures).joined(separator: "\n  ")
  }
}

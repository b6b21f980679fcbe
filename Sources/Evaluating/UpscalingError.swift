import Wording

/// Images that could not be made larger.
package struct UpscalingError: CommandError, Equatable, CustomStringConvertible {
  /// A sentence for each.
  package let failures: [String]
  /// Of how many; 1 for an image by itself.
  package let images: Int
  /// Whether there are subfolders among them.
  package var hasFolders = false

  /// 3: the images that are written are right, others are left out.
  package var exitCode: Int32 { 3 }

  /// All sentences, one a line.
  package var description: String {
    guard images > 1 else { return failures.joined() }
    let kind = hasFolders ? "images and subfolders" : "images"
    return (["\(failures.count) of \(images) \(kind) are left out:"] + failures).joined(separator: "\n  ")
  }
}

/// Images that could not be made larger.
public struct UpscalingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A sentence for each.
  public let failures: [String]
  /// Of how many.
  public let images: Int

  /// The exit code of a command that ends with this error.
  public var exitCode: Int32 { 3 }

  /// All sentences, one a line.
  public var description: String {
    images == 1
      ? failures.joined()
      : (["\(failures.count) of \(images) images are left out:"] + failures).joined(separator: "\n  ")
  }
}

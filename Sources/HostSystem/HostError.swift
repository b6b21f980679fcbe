/// What the operating system refused.
public enum HostError: Error, Sendable, Equatable {
  /// A system call failed; `reason` is the system's own text, such as "No space left on device".
  case refused(action: String, path: String, reason: String)
}

extension HostError: CustomStringConvertible {
  /// The sentence for the user.
  public var description: String {
    switch self {
    case .refused(let action, let path, let reason):
      "can't \(action) \(path): \(reason). Choose another folder, or see to its permissions and the space on the disk"
    }
  }
}

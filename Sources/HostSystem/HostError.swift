#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the operating system refused.
public enum HostError: Error, Sendable, Equatable {
  /// A system call failed; `reason` is the system's own text, such as "No space left on device".
  case refused(action: String, path: String, reason: String)
  /// A `step` of writing `path` failed; `code` is its `errno`. The former file is intact.
  case cannotWrite(path: String, step: String, code: Int32)
  /// `path` was written, but its folder could not be synced: after a power cut the old file may be back.
  case cannotSync(path: String, code: Int32)
  /// The program at `path` didn't start; `code` is the `errno`.
  case cannotStart(path: String, code: Int32)
  /// `path` is a folder, a device or a pipe, not a regular file.
  case notARegularFile(path: String)
  /// The shell lets this process have too little; `option` is the command that says how much.
  case limited(what: String, found: Int, needed: Int, option: String)
  /// `path` has more bytes than are read.
  case tooLarge(path: String, bytes: Int, limit: Int)

  /// The system's own words, or what stands in the way.
  public var reason: String {
    switch self {
    case .refused(_, _, let reason): reason
    case .cannotWrite(_, _, let code), .cannotSync(_, let code), .cannotStart(_, let code): systemWords(code)
    case .notARegularFile: "it is a folder or a device"
    case .limited(let what, let found, let needed, _): "\(found) \(what) are allowed; \(needed) are needed"
    case .tooLarge(_, let bytes, let limit): "it has \(bytes) bytes; at most \(limit) are read"
    }
  }
}

extension HostError: CustomStringConvertible {
  /// The sentence for the user.
  public var description: String {
    switch self {
    case .refused(let action, let path, let reason):
      "can't \(action) \(path): \(reason). Choose another folder, or see to its permissions and the space on the disk"
    case .cannotWrite(let path, let step, let code):
      "cannot write \(path): \(reason) (errno \(code)) while \(step). Nothing was replaced. \(advice(code))"
    case .cannotSync(let path, let code):
      "\(path) is written, but may not outlast a power cut: \(reason) (errno \(code)) while syncing its folder"
    case .cannotStart(let path, _):
      "\(path) can't be started: \(reason). See whether it is a program for this machine"
    case .notARegularFile(let path): "\(path) is a folder or a device; expected the path of a file"
    case .limited(_, _, let needed, let option):
      "\(reason). Set `\(option) \(needed)` or more in the shell, then try again"
    case .tooLarge(let path, _, _): "\(path) is too large: \(reason)"
    }
  }
}

/// The system's own words for an error number, such as "No space left on device".
public func systemWords(_ code: Int32) -> String { String(cString: strerror(code)) }

private func advice(_ code: Int32) -> String {
  switch code {
  case ENOSPC, EDQUOT, EFBIG: "Free some space or choose another folder, then go on."
  case EACCES, EPERM, EROFS: "Choose a folder that may be written to, or change its permissions."
  case ENOENT: "Create the folder first."
  case ENOTDIR: "A part of the path is a file, not a folder: choose another."
  case ENAMETOOLONG: "Choose a shorter name."
  default: "Choose another folder, or look into the disk."
  }
}

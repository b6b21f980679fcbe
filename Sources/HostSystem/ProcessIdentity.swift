#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A process, told from all that ever had or will have its number: host, number and start time.
public struct ProcessIdentity: Sendable, Equatable, Codable {
  /// The name of the machine.
  public let host: String
  /// The process number.
  public let process: Int32
  /// When it started, in the system's own terms: clock ticks since boot on Linux, seconds since 1970 on macOS.
  public let started: Int64?

  /// A process that is described somewhere, as in a lock file.
  public init(host: String, process: Int32, started: Int64?) {
    self.host = host
    self.process = process
    self.started = started
  }

  /// A process of this machine by its number, as it is now.
  public init(process: Int32) {
    self.init(host: hostName(), process: process, started: startTime(of: process))
  }

  /// This process.
  public static var current: ProcessIdentity { ProcessIdentity(process: getpid()) }

  /// Whether the process still runs, or nil if it is one of another machine and can't be asked.
  public var isAlive: Bool? {
    guard host == hostName() else { return nil }
    guard process > 0, kill(process, 0) == 0 || errno == EPERM else { return false }
    guard let now = startTime(of: process) else { return false }
    return started == nil || started == now
  }
}

/// The name of this machine.
public func hostName() -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
  return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// When a process started, or nil if there is none, it is dead, or the system doesn't say.
func startTime(of process: Int32) -> Int64? {
  #if canImport(Darwin)
    var request: [Int32] = [CTL_KERN, KERN_PROC, KERN_PROC_PID, process]
    var information = kinfo_proc()
    var size = MemoryLayout<kinfo_proc>.stride
    guard sysctl(&request, 4, &information, &size, nil, 0) == 0, size > 0 else { return nil }
    guard Int32(information.kp_proc.p_stat) != SZOMB else { return nil }
    return Int64(information.kp_proc.p_starttime.tv_sec)
  #else
    // Field 22 of /proc/PID/stat; the second, the name in parentheses, may itself hold blanks and parentheses.
    guard let text = textOfSystemFile("/proc/\(process)/stat"), let name = text.lastIndex(of: ")") else {
      return nil
    }
    let fields = text[text.index(after: name)...].split(separator: " ")
    // Field 3 is the state: Z and X are dead, though no one has asked yet how they died.
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return Int64(fields[19])
  #endif
}

/// A file of `/proc`, whose size isn't known before it is read.
func textOfSystemFile(_ path: String) -> String? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = piece.withUnsafeMutableBytes { readOn(file, into: $0) }
    guard count > 0 else { break }
    bytes += piece[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The most memory that the process held while `body` ran, in bytes; nil where the system doesn't count that (it is
/// Linux's `VmHWM`, which can be set back).
public func peakMemory(of body: () throws -> Void) rethrows -> Int? {
  let isReset = resetPeakMemory()
  try body()
  guard isReset, let status = textOfSystemFile("/proc/self/status") else { return nil }
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
}

/// Makes what the process holds now its peak.
private func resetPeakMemory() -> Bool {
  let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
  guard file >= 0 else { return false }
  defer { close(file) }
  return write(file, "5", 1) == 1
}

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The processor's model name as the system gives it, such as "AMD EPYC 7B13"; "unknown" if it doesn't.
public func processorName() -> String {
  #if canImport(Darwin)
    var size = 0
    guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0, size > 0 else {
      return "unknown"
    }
    var buffer = [CChar](repeating: 0, count: size)
    guard sysctlbyname("machdep.cpu.brand_string", &buffer, &size, nil, 0) == 0 else { return "unknown" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  #else
    let lines = textOfSystemFile("/proc/cpuinfo")?.split(separator: "\n") ?? []
    let line = lines.first { $0.hasPrefix("model name") } ?? lines.first { $0.hasPrefix("Model") }
    return line?.split(separator: ":", maxSplits: 1).last.map(trimmed) ?? "unknown"
  #endif
}

private func trimmed(_ text: Substring) -> String {
  let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
  return String(text[start...])
}

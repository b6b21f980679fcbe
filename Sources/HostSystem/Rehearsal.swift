import CHostSystem

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What came of doing something first in a copy of this process.
public enum Rehearsal: Sendable, Equatable {
  /// It came to its end, and said this.
  case ended(String)
  /// It crashed, or took more time than it was given.
  case failed(reason: String)
}

/// Does something in a copy of this process first, for code that may crash or hang on what it is given: what ends well
/// there can be done here.
///
/// The copy is made by `fork`: it has this thread alone, so `body` must need no lock that another thread may hold.
/// - Parameters:
///   - memory: bytes that it may take beside what the process has.
///   - seconds: of the processor's time.
///   - body: what to do; what it returns, at most 64 KiB, is handed on.
/// - Throws: `HostError.refused` if the system gives no copy.
public func rehearse(
  _ action: String, _ path: String, memory: Int, seconds: Int, _ body: () -> String
) throws(HostError) -> Rehearsal {
  let capacity = 1 << 16
  var said = [UInt8](repeating: 0, count: capacity)
  var length = 0
  let status = withoutActuallyEscaping(body) { body in
    let act = Act(body)
    return withExtendedLifetime(act) {
      chost_rehearse(
        { context, output in
          guard let context else { return }
          let text = Array(Unmanaged<Act>.fromOpaque(context).takeUnretainedValue().body().utf8)
          _ = writeAll(Array(text.prefix(1 << 16)), to: output)
        }, Unmanaged.passUnretained(act).toOpaque(), UInt64(memory), UInt32(seconds), &said, capacity, &length
      )
    }
  }
  guard status >= 0 else { throw HostError.last(action, path) }
  let signal = status & 0x7F
  guard signal != 0 else { return .ended(String(decoding: said[..<length], as: UTF8.self)) }
  let isLate = [SIGALRM, SIGXCPU, SIGKILL].contains(signal)
  return .failed(
    reason: isLate ? "it takes more than \(seconds) seconds" : "reading it ends in a crash (signal \(signal))"
  )
}

/// A closure that C can hand on.
private final class Act {
  let body: () -> String
  init(_ body: @escaping () -> String) { self.body = body }
}

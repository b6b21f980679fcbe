import CHostSystem

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension CopyOutcome: Sendable where Value: Sendable {}

/// What came of doing something in a copy of this process.
public enum CopyOutcome<Value> {
  /// It came to its end, and this is what it handed over.
  case ended(Value)
  /// It crashed, took more time than it was given, or handed over what can't be read.
  case failed(reason: String)
}

/// Does something in a copy of this process, for code that may crash, hang or write where it mustn't on what it is given: only
/// bytes come back from there.
///
/// The copy is made by `fork`: it has this thread alone, so `body` must need no lock that another thread may hold. It may still meet
/// one of the Swift runtime's, and wait for ever: so one that does nothing is ended, and another made, once.
/// - Parameters:
///   - action: what is done, for `HostError`.
///   - path: to what file.
///   - memory: bytes that it may take beside what the process has.
///   - seconds: of the processor's time.
///   - capacity: the most bytes that it may hand over.
///   - body: what to do there.
///   - take: what is made here of what was handed over; nothing in it can be trusted. Its `HandoverError` is an outcome.
/// - Throws: `HostError.refused` if the system gives no copy; what `take` throws beside `HandoverError`.
public func inCopy<Value>(
  _ action: String, _ path: String, memory: Int, seconds: Int, atMost capacity: Int,
  _ body: (HandoverWriter) -> Void, take: (inout HandoverReader) throws -> Value
) throws -> CopyOutcome<Value> {
  for _ in 0..<2 {
    let outcome = try inOneCopy(
      action, path, memory: memory, seconds: seconds, atMost: capacity, body, take: take)
    if let outcome { return outcome }
  }
  return .failed(reason: "reading it waits for ever")
}

/// Seconds of the clock for which a copy may do nothing.
private let patience: UInt32 = 5

/// The same in one copy; nil if that did nothing for longer than there is patience.
private func inOneCopy<Value>(
  _ action: String, _ path: String, memory: Int, seconds: Int, atMost capacity: Int,
  _ body: (HandoverWriter) -> Void, take: (inout HandoverReader) throws -> Value
) throws -> CopyOutcome<Value>? {
  var said: UnsafeMutablePointer<UInt8>?
  var length = 0
  defer { free(said) }
  let status = withoutActuallyEscaping(body) { body in
    let act = Act(body)
    return withExtendedLifetime(act) {
      chost_in_copy(
        { context, output in
          guard let context else { return }
          let writer = HandoverWriter(to: output)
          Unmanaged<Act>.fromOpaque(context).takeUnretainedValue().body(writer)
          writer.flush()
        }, Unmanaged.passUnretained(act).toOpaque(), UInt64(memory), UInt32(seconds),
        patience, capacity, &said, &length)
    }
  }
  guard status >= 0 else { throw HostError.last(action, path) }
  #if SRCNN_FUZZ
    noteCopy(status, length > capacity ? 1 : 0)
  #endif
  guard length <= capacity else { return .failed(reason: "it holds more than \(capacity) bytes") }
  let signal = status & 0x7F
  switch signal {
  case 0:
    var reader = HandoverReader(UnsafeRawBufferPointer(start: said, count: length))
    do {
      let value = try take(&reader)
      guard status == 0, reader.isAtEnd else { throw HandoverError() }
      return .ended(value)
    } catch is HandoverError {
      return .failed(reason: "reading it gave no answer")
    }
  case SIGKILL:
    return .failed(reason: "it takes more than \(seconds) seconds, or more memory than there is")
  case SIGALRM: return nil
  case SIGXCPU: return .failed(reason: "it takes more than \(seconds) seconds")
  default: return .failed(reason: "reading it ends in a crash (signal \(signal))")
  }
}

#if SRCNN_FUZZ
  /// Counts how copies end, and makes a finding of a trap of ours: `Tests/Fuzz/CFuzz`.
  @_silgen_name("fuzz_note_copy")
  private func noteCopy(_ status: CInt, _ isTooLong: CInt)
#endif

/// A closure that C can hand on.
private final class Act {
  let body: (HandoverWriter) -> Void
  init(_ body: @escaping (HandoverWriter) -> Void) { self.body = body }
}

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A stream that every process has.
public enum StandardStream: Int32, Sendable {
  /// What is asked for.
  case output = 1
  /// What is said beside it.
  case errors = 2

  /// Writes all of a text.
  /// - Returns: false if its reader is gone, which is the reader's own wish.
  /// - Throws: `HostError.refused` if the text is lost.
  @discardableResult
  public func write(_ text: String) throws(HostError) -> Bool {
    if writeAll(Array(text.utf8), to: rawValue) { return true }
    if errno == EPIPE { return false }
    throw HostError.last("write", self == .output ? "the output" : "the errors")
  }
}

/// A text as a terminal may have it: no control, no direction of writing and no scalar without a meaning gets there as it
/// is, but as JSON would write it, such as `\u001b`; line ends and tabs stay.
///
/// In JSON such scalars stand within texts alone, so that JSON stays JSON and the same value.
public func terminalText(_ text: String) -> String {
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case _ where scalar == "\n" || scalar == "\t": shown.append(scalar)
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        shown.append(
          contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars)
      }
    default: shown.append(scalar)
    }
  }
  return String(shown)
}

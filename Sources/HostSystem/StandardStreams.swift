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

  /// Columns of the terminal that it goes to; nil if it goes elsewhere, or the terminal doesn't say.
  public var columns: Int? {
    var size = winsize()
    guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

/// The fewest columns that a line is cut to.
private let fewestColumns = 20

/// A line that is drawn over, cut to the columns of its terminal: one that wraps would be drawn over wrongly.
///
/// Each character is taken for one column, and what sets a colour or a weight (`ESC[…m`) for none; the last that has room becomes
/// an ellipsis.
/// - Parameter columns: of the terminal, fewer than 20 counting as 20; nil for a line as it is.
public func terminalLine(_ line: String, columns: Int?) -> String {
  guard let columns = columns.map({ max(fewestColumns, $0) }) else { return line }
  var (shown, count, isCode) = ("", 0, false)
  for character in line {
    if isCode || character == "\u{1B}" {
      isCode = character != "m"
      shown.append(character)
      continue
    }
    count += 1
    if count < columns { shown.append(character) }
    if count == columns { shown.append("…") }
  }
  return count > columns ? shown : line
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

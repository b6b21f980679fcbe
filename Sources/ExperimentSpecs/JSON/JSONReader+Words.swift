extension JSONReader {
  /// `null`, `true`, `false` or a number.
  mutating func word() throws(SpecProblem) -> JSONNode.Value {
    let start = place
    var word = ""
    while let byte = current, Self.isPartOfWord(byte) {
      word.unicodeScalars.append(Unicode.Scalar(byte))
      advance()
    }
    switch word {
    case "": throw unexpected("a value")
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case _ where Self.isNumber(word): return .number(word)
    default: throw Self.refusal(of: word, at: start)
    }
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether a word is a number by the grammar of RFC 8259, section 6.
  static func isNumber(_ word: String) -> Bool {
    var rest = Substring(word)
    func digits() -> Int {
      let count = rest.prefix { $0.isASCII && $0.isNumber }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == "-" { rest = rest.dropFirst() }
    let startsWithZero = rest.first == "0"
    let whole = digits()
    guard whole == 1 || (whole > 1 && !startsWithZero) else { return false }
    if rest.first == "." {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if rest.first == "e" || rest.first == "E" {
      rest = rest.dropFirst()
      if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func refusal(of word: String, at place: Place) -> SpecProblem {
    let found = "'\(word.shortened)'"
    switch word.lowercased() {
    case "true", "false", "null":
      return SpecProblem(place: place, expected: "a value", found: found, suggestion: word.lowercased())
    case "none", "nil", "undefined":
      return SpecProblem(place: place, expected: "a value", found: found, suggestion: "null")
    case "nan", "+nan", "-nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity":
      return SpecProblem(place: place, expected: "a finite number", found: found)
    case _ where word.contains { $0.isNumber } && !(word.first?.isLetter ?? true):
      return SpecProblem(
        place: place,
        expected: "a number such as 0, -1, 0.5 or 1e-4 (no leading 0 or +, digits around a point)",
        found: found)
    default:
      return SpecProblem(place: place, expected: "a value (a text is in double quotes)", found: found)
    }
  }

  /// A text in double quotes, its escapes resolved.
  mutating func text() throws(SpecProblem) -> String {
    let start = place
    var text = String.UnicodeScalarView()
    var run = index + 1
    advance()
    while let byte = current {
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 else {
        advance()
        continue
      }
      text.append(contentsOf: String(decoding: bytes[run..<index], as: UTF8.self).unicodeScalars)
      if byte < 0x20 {
        throw unexpected(
          byte == 0x0A ? "'\"' before the end of the line" : "an escape such as \\t",
          found: byte == 0x0A ? "the end of the line" : "the control character \(byte)")
      }
      if skip("\"") { return String(text) }
      text.append(try escape())
      run = index
    }
    throw SpecProblem(place: start, expected: "'\"' at the end of the text", found: "the end of the file")
  }

  private mutating func escape() throws(SpecProblem) -> Unicode.Scalar {
    let start = place
    advance()
    guard let byte = current else { throw unexpected("an escape after '\\'") }
    advance()
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try escapedScalar(from: start)
    default:
      throw SpecProblem(
        place: start, expected: #"one of \" \\ \/ \b \f \n \r \t \u0000"#,
        found: byte < 0x80 && byte > 0x20 ? "'\\\(Unicode.Scalar(byte))'" : "another escape")
    }
  }

  /// The scalar of `\u` and four hexadecimal digits, or of two of them that are a UTF-16 pair.
  private mutating func escapedScalar(from start: Place) throws(SpecProblem) -> Unicode.Scalar {
    let first = try codeUnit(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    if UTF16.isLeadSurrogate(first), skip("\\"), skip("u") {
      let second = try codeUnit(from: start)
      if UTF16.isTrailSurrogate(second) {
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
      }
    }
    throw SpecProblem(place: start, expected: "both halves of a UTF-16 pair", found: "one of them")
  }

  private mutating func codeUnit(from start: Place) throws(SpecProblem) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw SpecProblem(place: start, expected: "four hexadecimal digits after \\u", found: "fewer")
      }
      unit = unit << 4 | UInt16(digit)
      advance()
    }
    return unit
  }

  /// Refuses what isn't UTF-8, at the first byte that isn't.
  func checkEncoding() throws(SpecProblem) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw unexpected(
        "UTF-8 without a byte order mark", found: "a byte order mark; save the file without it")
    }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw unexpected("UTF-8", found: "UTF-16; save the file as UTF-8")
    }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var (line, column) = (1, 1)
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar):
        (line, column) = scalar.first == 0x0A ? (line + 1, 1) : (line, column + 1)
      case .emptyInput: return
      case .error:
        throw SpecProblem(
          place: Place(source: source(line, column), path: ""), expected: "UTF-8",
          found: "bytes that are not")
      }
    }
  }
}

import Testing

@testable import ExperimentSpecs
@testable import Wording

@Suite struct JSONReaderTests {
  static func read(_ bytes: [UInt8]) throws -> JSONNode {
    var reader = JSONReader(bytes) { .file("f", line: $0, column: $1) }
    return try reader.document()
  }

  static func message(_ bytes: [UInt8]) -> String {
    do {
      _ = try read(bytes)
      return "no problem"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("", "f:1:1: expected a JSON object, found an empty file"),
    (" \n\t ", "f:2:3: expected a JSON object, found an empty file"),
    ("{", "f:1:2: expected a key in double quotes, or '}', found the end of the file"),
    ("{\"a\"", "f:1:5: a: expected ':' after the key, found the end of the file"),
    ("{\"a\": ", "f:1:7: a: expected a value, found the end of the file"),
    ("{\"a\": 1", "f:1:8: expected ',', or the '}' for the '{' of line 1, found the end of the file"),
    ("{\"a\": 1,}", "f:1:9: expected a key in double quotes, found '}' after a comma"),
    ("{\n\"a\": [1,\n2,]}", "f:3:3: a[2]: expected a value, found ']' after a comma"),
    ("[1 2]", "f:1:4: expected ',', or the ']' for the '[' of line 1, found '2'"),
    ("{a: 1}", "f:1:2: expected a key in double quotes, or '}', found 'a'"),
    ("{'a': 1}", "f:1:2: expected a key in double quotes, or '}', found a single quote"),
    ("{} {}", "f:1:4: expected the end of the file, found '{'"),
    ("// note\n{}", "f:1:1: expected a value, found a comment, which JSON does not have"),
    ("{\"a\": NaN}", "f:1:7: a: expected a finite number, found 'NaN'"),
    ("{\"a\": -Infinity}", "f:1:7: a: expected a finite number, found '-Infinity'"),
    ("[True]", "f:1:2: [0]: expected a value, found 'True'; did you mean 'true'?"),
    ("[None]", "f:1:2: [0]: expected a value, found 'None'; did you mean 'null'?"),
    ("[adam]", "f:1:2: [0]: expected a value (a text is in double quotes), found 'adam'"),
    ("[\"a\nb\"]", "f:1:4: [0]: expected '\"' before the end of the line, found the end of the line"),
    ("[\"a", "f:1:2: [0]: expected '\"' at the end of the text, found the end of the file"),
    ("[\"\u{1}\"]", "f:1:3: [0]: expected an escape such as \\t, found the control character 1"),
    ("[\"\\x\"]", #"f:1:3: [0]: expected one of \" \\ \/ \b \f \n \r \t \u0000, found '\x'"#),
    ("[\"\\u12g4\"]", "f:1:3: [0]: expected four hexadecimal digits after \\u, found fewer"),
    ("[\"\\ud800\"]", "f:1:3: [0]: expected both halves of a UTF-16 pair, found one of them"),
    ("[\"\\ud800\\u0041\"]", "f:1:3: [0]: expected both halves of a UTF-16 pair, found one of them"),
    ("[\"é\", é]", "f:1:7: [1]: expected a value, found 'é'"),
    ("\0", "f:1:1: expected a value, found the control character 0"),
  ])
  func `what breaks the grammar is named with its place`(text: String, message: String) {
    #expect(Self.message(Array(text.utf8)) == message)
  }

  @Test(arguments: ["01", "+1", "1.", ".5", "1e", "-", "0x10", "1_000", "--1", "1.2.3", "1e+"])
  func `a number that isn't JSON's is refused`(word: String) {
    #expect(Self.message(Array("[\(word)]".utf8)).contains("f:1:2: [0]: expected a"))
    #expect(Self.message(Array("[\(word)]".utf8)).hasSuffix("found '\(word)'"))
  }

  @Test(arguments: ["0", "-0", "10", "0.5", "-1.25e-3", "1E+10", "1e400"])
  func `a number of JSON's grammar is kept as it is spelled`(word: String) throws {
    #expect(
      try Self.read(Array("[\(word)]".utf8)).value
        == .list([
          JSONNode(.number(word), at: Place(source: .file("f", line: 1, column: 2), path: "[0]"))
        ]))
  }

  @Test(arguments: [
    (
      [0xEF, 0xBB, 0xBF, 0x7B, 0x7D] as [UInt8],
      "f:1:1: expected UTF-8 without a byte order mark, found a byte order mark; save the file without it"
    ),
    ([0xFF, 0xFE, 0x7B, 0x00], "f:1:1: expected UTF-8, found UTF-16; save the file as UTF-8"),
    ([0x7B, 0x0A, 0x22, 0xC3, 0x28], "f:2:2: expected UTF-8, found bytes that are not"),
    ([0x22, 0xED, 0xA0, 0x80, 0x22], "f:1:2: expected UTF-8, found bytes that are not"),
    ([0x22, 0xC3], "f:1:2: expected UTF-8, found bytes that are not"),
  ])
  func `another encoding is named`(bytes: [UInt8], message: String) {
    #expect(Self.message(bytes) == message)
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func `ten thousand brackets are refused, not followed`(opening: String) {
    let bytes = Array(String(repeating: opening, count: 10_000).utf8)
    #expect(Self.message(bytes).hasSuffix("expected at most 64 levels of brackets, found one more"))
  }

  /// The longest path of a setting has 44 characters; a longer key is cut in messages, and only there.
  @Test func `a key of any length or content makes a short message`() throws {
    #expect(Settings.paths.allSatisfy { $0.path.count <= 64 })
    let long = String(repeating: "k", count: 100_000)
    let problems = try GoodSpec.problems([("\"stride\"", "\"stride\": 14, \"\(long)\": 1, \"\\u0007\"")])
    #expect(problems.map(\.count).allSatisfy { $0 < 400 })
    #expect(problems.contains { $0.hasSuffix("found '?'; did you mean 'stride'?") } == false)
    #expect(problems.contains { $0.hasSuffix("found '?'") })
  }

  @Test func `each key and value has its line, column and path`() throws {
    let root = try Self.read(Array("{\r\n  \"ä\": 1,\n  \"b\": [{\"c\": true}]\n}".utf8))
    #expect("\(try #require(root["ä"]).place)" == "f:2:8: ä")
    #expect("\(try #require(root.node(at: "b")).place)" == "f:3:8: b")
    guard case .list(let elements) = root["b"]?.value, case .object(let members) = elements[0].value else {
      Issue.record("b is a list of an object")
      return
    }
    #expect("\(members[0].place)" == "f:3:10: b[0].c")
    #expect("\(members[0].value.place)" == "f:3:15: b[0].c")
  }

  @Test func `escapes become the characters that they stand for`() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00e9\ud83d\uDE00é""#
    #expect(try Self.read(Array(text.utf8)).value == .text("\"\\/\u{8}\u{C}\n\r\té😀é"))
  }

  @Test func `what is written reads back the same`() throws {
    let json = JSON.object([
      "a\"b\\\u{1}\n": .list([.null, .bool(true), .integer(-3), .number(5e-5), .text("é😀\u{7F}")]),
      "empty": .object([] as [JSON.Member]), "list": .list([]),
    ])
    for text in [json.canonicalText, json.prettyText()] {
      let node = try Self.read(Array(text.utf8))
      #expect(node.plain == JSONNode(json: json, at: node.place).plain)
    }
  }
}

extension JSONNode {
  /// The value with all places forgotten.
  var plain: JSONNode {
    let nowhere = Place(source: .option(""), path: "")
    switch value {
    case .list(let elements): return JSONNode(.list(elements.map(\.plain)), at: nowhere)
    case .object(let members):
      let sorted = members.sorted { $0.key < $1.key }
      return JSONNode(
        .object(sorted.map { Member(key: $0.key, place: nowhere, value: $0.value.plain) }), at: nowhere)
    default: return JSONNode(value, at: nowhere)
    }
  }
}

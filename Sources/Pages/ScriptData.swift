import Foundation

/// Values for the page's script, as a block of JSON that no text within can end.
///
/// `<` stands in strings alone, and as `\u003c` it opens neither a tag nor a comment.
func dataBlock(_ value: some Encodable, id: String) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  // Nothing here is without a JSON form: numbers that aren't finite are left out before.
  let bytes = (try? encoder.encode(value)) ?? Data("null".utf8)
  // Byte by byte: as a character a letter in front may be one with it.
  let text = String(decoding: bytes.flatMap { $0 == 0x3C ? Array("\\u003c".utf8) : [$0] }, as: UTF8.self)
  return element("script", [("type", "application/json"), ("id", id)], text)
}

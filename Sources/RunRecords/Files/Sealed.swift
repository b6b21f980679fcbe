import Digests
import Wording

/// Text in JSON that carries its own checksum as its last member, so that a changed byte shows; one without it, as older
/// programs wrote it, is taken as it is.
enum Sealed {
  private static let begin = ",\n  \"sha256\" : \""
  private static let end = "\"\n}\n"

  /// The text of an object with its checksum.
  static func bytes(of value: some Encodable) throws -> [UInt8] {
    let plain = try jsonBytes(value)
    let body = plain.dropLast(3)  // "\n}\n"
    return Array(body) + Array((begin + sha256Hex(of: plain) + end).utf8)
  }

  /// Whether a text has the checksum that it carries, or carries none.
  static func isWhole(_ bytes: [UInt8]) -> Bool {
    let (head, tail) = (Array(begin.utf8), Array(end.utf8))
    let length = head.count + 64 + tail.count
    guard bytes.count > length, bytes.suffix(tail.count).elementsEqual(tail),
      case let seal = bytes.suffix(length), seal.prefix(head.count).elementsEqual(head)
    else { return !contains(bytes, head) }
    let digest = String(decoding: seal.dropFirst(head.count).prefix(64), as: UTF8.self)
    return sha256Hex(of: Array(bytes.dropLast(length)) + Array("\n}\n".utf8)) == digest
  }

  private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    guard bytes.count >= part.count else { return false }
    return (0...bytes.count - part.count).contains { bytes[$0..<$0 + part.count].elementsEqual(part) }
  }
}

/// A value as `spec.json` and `provenance.json` hold it: with sorted keys, and a checksum at the end.
package func sealedJSONBytes(_ value: some Encodable) throws -> [UInt8] { try Sealed.bytes(of: value) }

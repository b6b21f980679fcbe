import Foundation
import Tensors
import Wording

extension StateDictionary {
  /// The largest header: thousands of tensors.
  private static let largestHeader = 1 << 20

  /// Reads the bytes of a safetensors file: the length of a JSON header, the header, the elements.
  ///
  /// F32 is taken as it is; F64, F16 and BF16 become Float. Tensors of whole numbers, such as counters, are passed over.
  /// - Throws: `ModelFileError.damaged`.
  /// - Source: the format's own description, "Safetensors file format".
  package init(safetensors bytes: [UInt8], path: String) throws(ModelFileError) {
    guard bytes.count >= 8 else { throw .safetensors(path, "it has \(bytes.count) bytes") }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Self.largestHeader, Int(length) + 8 <= bytes.count else {
      throw .safetensors(path, "its header would have \(length) bytes")
    }
    let data = bytes[(8 + Int(length))...]
    guard let header = try? JSONDecoder().decode(JSON.self, from: Data(bytes[8..<8 + Int(length)])),
      case .object(let members) = header
    else { throw .safetensors(path, "its header is no JSON object") }
    self.init(tensors: [:])
    for member in members {
      if member.key == "__metadata__" {
        metadata = Self.texts(member.value)
      } else if let tensor = try Self.tensor(member, data, path) {
        tensors[member.key] = tensor
      }
    }
  }

  /// The bytes of a safetensors file, the same for the same contents.
  package var safetensors: [UInt8] {
    var members: [(key: String, value: JSON)] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSON.text($0.value)) }
      members.append((key: "__metadata__", value: .object(texts)))
    }
    var data: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = data.count
      data += tensor.elements.littleEndianBytes
      let entry: JSON = .object([
        (key: "dtype", value: .text("F32")), (key: "shape", value: .list(tensor.shape.map(JSON.integer))),
        (key: "data_offsets", value: .list([.integer(start), .integer(data.count)])),
      ])
      members.append((key: name, value: entry))
    }
    var header = Array(JSON.object(members).compact.utf8)
    // The elements begin at a multiple of eight bytes.
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header + data
  }

  private static func texts(_ value: JSON) -> [String: String] {
    guard case .object(let members) = value else { return [:] }
    return members.reduce(into: [:]) { texts, member in
      if case .text(let text) = member.value { texts[member.key] = text }
    }
  }

  private static func tensor(
    _ member: JSON.Member, _ data: ArraySlice<UInt8>, _ path: String
  ) throws(ModelFileError) -> Tensor? {
    let name = member.key
    guard case .text(let type)? = member.value["dtype"], let shape = integers(member.value["shape"]),
      let offsets = integers(member.value["data_offsets"]), offsets.count == 2
    else { throw .safetensors(path, "its header doesn't describe '\(name)'") }
    guard 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= data.count else {
      throw .safetensors(path, "'\(name)' lies outside of it")
    }
    guard let type = FloatType(rawValue: type) else { return nil }
    guard let count = elementCount(shape), count * type.size == offsets[1] - offsets[0] else {
      throw .safetensors(path, "'\(name)' has another number of bytes than its shape \(shape) takes")
    }
    let bytes = data[(data.startIndex + offsets[0])..<(data.startIndex + offsets[1])]
    return Tensor(shape: shape, elements: type.floats(bytes))
  }

  private static func integers(_ value: JSON?) -> [Int]? {
    guard case .list(let elements)? = value else { return nil }
    let integers = elements.compactMap { if case .integer(let integer) = $0 { integer } else { nil } }
    return integers.count == elements.count ? integers : nil
  }
}

extension ModelFileError {
  fileprivate static func safetensors(_ path: String, _ reason: String) -> ModelFileError {
    .damaged(path: path, format: "safetensors", reason: reason)
  }
}

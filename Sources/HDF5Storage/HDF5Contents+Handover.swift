import HostSystem

extension HDF5Contents {
  /// Hands the contents over to the process that this is a copy of.
  func handOver(to writer: HandoverWriter) {
    writer.put(attributes)
    writer.put(groupAttributes.count)
    for (path, attributes) in groupAttributes {
      writer.put(path)
      writer.put(attributes)
    }
    writer.put(arrays.count)
    for (path, array) in arrays {
      writer.put(path)
      writer.put(array.values, shape: array.shape)
      writer.put(array.attributes)
      writer.put(array.isDimensionScale ? 1 : 0)
      writer.put(array.scales.count)
      for (axis, scale) in array.scales {
        writer.put(axis)
        writer.put(scale)
      }
    }
    writer.put(passedOver.count)
    for (path, reason) in passedOver {
      writer.put(path)
      writer.put(reason)
    }
  }

  /// What a copy of this process hands over.
  init(handedOver reader: inout HandoverReader, file: String) throws(HandoverError) {
    attributes = try reader.attributes()
    for _ in 0..<(try reader.count(ofAtLeast: 16)) {
      let path = try reader.text()
      groupAttributes[path] = try reader.attributes()
    }
    for _ in 0..<(try reader.count(ofAtLeast: 16)) {
      let path = try reader.text()
      let (values, shape) = try reader.values()
      var array = HDF5Array(values, shape: shape)
      array.attributes = try reader.attributes()
      array.isDimensionScale = try reader.number() != 0
      for _ in 0..<(try reader.count(ofAtLeast: 16)) {
        let axis = try reader.number()
        guard shape.indices.contains(axis), array.scales[axis] == nil else { throw HandoverError() }
        array.scales[axis] = try reader.text()
      }
      arrays[path] = array
    }
    for _ in 0..<(try reader.count(ofAtLeast: 16)) {
      let path = try reader.text()
      passedOver[path] = try reader.text()
    }
    rename(file)
  }

  /// Has messages call the file so.
  mutating func rename(_ file: String) {
    self.file = file
    for path in arrays.keys { arrays[path]?.place = "\(file): \(path)" }
  }
}

extension HandoverWriter {
  fileprivate func put(_ attributes: [String: HDF5Attribute]) {
    put(attributes.count)
    for (name, attribute) in attributes {
      put(name)
      let (values, shape) = attribute.stored
      put(values, shape: shape)
    }
  }

  fileprivate func put(_ values: HDF5Values, shape: [Int]) {
    put(shape)
    switch values {
    case .float32(let list): put(0, list)
    case .float64(let list): put(1, list)
    case .int64(let list): put(2, list)
    case .uint64(let list): put(3, list)
    case .uint8(let list): put(4, list)
    case .strings(let list):
      put(5)
      put(list.count)
      list.forEach(put)
    }
  }

  private func put<Element: BitwiseCopyable>(_ type: Int, _ list: [Element]) {
    put(type)
    put(list)
  }
}

extension HandoverReader {
  fileprivate mutating func attributes() throws(HandoverError) -> [String: HDF5Attribute] {
    var attributes: [String: HDF5Attribute] = [:]
    for _ in 0..<(try count(ofAtLeast: 16)) {
      let name = try text()
      let (values, shape) = try values()
      guard let attribute = HDF5Attribute(values: values, shape: shape) else { throw HandoverError() }
      attributes[name] = attribute
    }
    return attributes
  }

  fileprivate mutating func values() throws(HandoverError) -> (HDF5Values, shape: [Int]) {
    let shape = try list(of: Int.self)
    let values: HDF5Values
    switch try number() {
    case 0: values = .float32(try list(of: Float.self))
    case 1: values = .float64(try list(of: Double.self))
    case 2: values = .int64(try list(of: Int64.self))
    case 3: values = .uint64(try list(of: UInt64.self))
    case 4: values = .uint8(try list(of: UInt8.self))
    case 5:
      var texts: [String] = []
      for _ in 0..<(try count(ofAtLeast: 8)) { texts.append(try text()) }
      values = .strings(texts)
    default: throw HandoverError()
    }
    try Self.require(shape, of: values.count)
    return (values, shape)
  }
}

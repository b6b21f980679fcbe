import CHDF5

/// The elements of an array or attribute in a file, before they are read.
struct StoredElements {
  let type: HDF5Handle
  let space: HDF5Handle
  /// What they are in messages.
  let name: String
  /// What may still be read of the file.
  let budget: ReadingBudget
  /// H5Dread or H5Aread of the whole, given a type in memory and a buffer.
  let read: (hid_t, UnsafeMutableRawPointer?) -> herr_t

  /// The elements and their shape; `nil` if they are neither numbers nor text.
  ///
  /// Floating point of up to 32 bits gives `.float32`, wider `.float64`; bytes give `.uint8`, all other whole
  /// numbers 64 bits of the same sign.
  func values() throws -> (HDF5Values, [Int])? {
    guard let shape = try shape() else { return nil }
    let elementSize = H5Tget_size(type.id)
    let count = try count(of: shape, elementSize: elementSize)
    try budget.spend(UInt64(count * max(elementSize, 8)), on: name)
    switch H5Tget_class(type.id) {
    case H5T_FLOAT:
      if elementSize <= 4 { return (.float32(try numbers(count, 0, chdf5_float32())), shape) }
      return (.float64(try numbers(count, 0, chdf5_float64())), shape)
    case H5T_INTEGER:
      if H5Tget_sign(type.id) != H5T_SGN_NONE { return (.int64(try numbers(count, 0, chdf5_int64())), shape) }
      if elementSize == 1 { return (.uint8(try numbers(count, 0, chdf5_uint8())), shape) }
      return (.uint64(try numbers(count, 0, chdf5_uint64())), shape)
    case H5T_STRING:
      let isVariable = try checked(H5Tis_variable_str(type.id), "look at \(name)") > 0
      let texts = isVariable ? try variableTexts(count) : try fixedTexts(count, length: elementSize)
      return (.strings(texts), shape)
    default: return nil
    }
  }

  /// Bytes that the elements take in the file.
  func size() throws -> UInt64 {
    guard let shape = try shape() else { return 0 }
    let elementSize = H5Tget_size(type.id)
    return UInt64(try count(of: shape, elementSize: elementSize)) * UInt64(elementSize)
  }

  /// The length of each axis; `nil` for a null dataspace.
  private func shape() throws -> [Int]? {
    switch H5Sget_simple_extent_type(space.id) {
    case H5S_SCALAR: return []
    case H5S_SIMPLE: break
    default: return nil
    }
    let rank = try checked(H5Sget_simple_extent_ndims(space.id), "measure \(name)")
    var lengths = [hsize_t](repeating: 0, count: Int(rank))
    try checked(H5Sget_simple_extent_dims(space.id, &lengths, nil), "measure \(name)")
    return lengths.map { Int(clamping: $0) }
  }

  private func count(of shape: [Int], elementSize: Int) throws -> Int {
    // A converted number takes 8 bytes in memory whatever it takes in the file.
    var bytes = UInt64(max(elementSize, 8))
    // An empty array may claim any length of its other axes, which are multiplied all the same.
    for length in shape where length > 0 {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: UInt64(length))
      bytes = overflow ? .max : product
    }
    try budget.require(bytes, for: name)
    return shape.reduce(1, *)
  }

  private func numbers<Number>(_ count: Int, _ zero: Number, _ memoryType: hid_t) throws -> [Number] {
    var list = [Number](repeating: zero, count: count)
    guard count > 0 else { return list }
    try fill(&list, memoryType)
    return list
  }

  private func fill<Element>(_ list: inout [Element], _ memoryType: hid_t) throws {
    let status = list.withUnsafeMutableBytes { read(memoryType, $0.baseAddress) }
    try checked(status, "read \(name)")
  }

  /// Texts of variable length; libhdf5 allocates them and takes them back.
  private func variableTexts(_ count: Int) throws -> [String] {
    guard count > 0 else { return [] }
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    try fill(&pointers, type.id)
    defer { chdf5_reclaim(type.id, space.id, &pointers) }
    return try pointers.map { pointer in
      guard let pointer else { return "" }
      let text = String(cString: pointer)
      try budget.spend(UInt64(text.utf8.count), on: name)
      return text
    }
  }

  /// Texts of a fixed length, which end at a NUL or, if so declared, before trailing spaces.
  private func fixedTexts(_ count: Int, length: Int) throws -> [String] {
    guard count > 0 else { return [] }
    var characters = [UInt8](repeating: 0, count: count * length)
    try fill(&characters, type.id)
    let isSpacePadded = H5Tget_strpad(type.id) == H5T_STR_SPACEPAD
    return (0..<count).map { index in
      var text = characters[index * length..<(index + 1) * length].prefix { $0 != 0 }
      if isSpacePadded { while text.last == 0x20 { text = text.dropLast() } }
      return String(decoding: text, as: UTF8.self)
    }
  }
}

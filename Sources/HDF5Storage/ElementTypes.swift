import CHDF5

/// The HDF5 types of a kind of elements: little-endian in the file, this machine's own in memory.
struct ElementTypes {
  let file: HDF5Handle
  let memory: HDF5Handle
  /// Bytes of an element in memory.
  let elementSize: Int

  init(of values: HDF5Values) throws {
    switch values {
    case .float32: try self.init(chdf5_file_float32(), chdf5_float32())
    case .float64: try self.init(chdf5_file_float64(), chdf5_float64())
    case .int64: try self.init(chdf5_file_int64(), chdf5_int64())
    case .uint64: try self.init(chdf5_file_uint64(), chdf5_uint64())
    case .uint8: try self.init(chdf5_file_uint8(), chdf5_uint8())
    case .strings: self.init(file: try .text(), memory: try .text())
    }
  }

  private init(_ file: hid_t, _ memory: hid_t) throws {
    self.init(
      file: try HDF5Handle(H5Tcopy(file), "copy a type", close: H5Tclose),
      memory: try HDF5Handle(H5Tcopy(memory), "copy a type", close: H5Tclose))
  }

  private init(file: HDF5Handle, memory: HDF5Handle) {
    (self.file, self.memory, elementSize) = (file, memory, H5Tget_size(memory.id))
  }
}

/// Lends the elements in the form that H5Awrite and H5Dwrite take: numbers in a row, or pointers to C strings.
func withElements(of values: HDF5Values, _ body: (UnsafeRawPointer?) throws -> Void) throws {
  switch values {
  case .float32(let list): try list.withUnsafeBytes { try body($0.baseAddress) }
  case .float64(let list): try list.withUnsafeBytes { try body($0.baseAddress) }
  case .int64(let list): try list.withUnsafeBytes { try body($0.baseAddress) }
  case .uint64(let list): try list.withUnsafeBytes { try body($0.baseAddress) }
  case .uint8(let list): try list.withUnsafeBytes { try body($0.baseAddress) }
  case .strings(let list):
    var characters: [UInt8] = []
    var starts: [Int] = []
    for text in list {
      starts.append(characters.count)
      characters.append(contentsOf: text.utf8)
      characters.append(0)
    }
    try characters.withUnsafeBytes { buffer in
      let pointers = starts.map { buffer.baseAddress?.advanced(by: $0) }
      try pointers.withUnsafeBytes { try body($0.baseAddress) }
    }
  }
}

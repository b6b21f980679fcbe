extension HDF5Array {
  /// The elements as 32-bit floating point numbers.
  ///
  /// - Parameter shape: the shape that the array must have; any if `nil`.
  /// - Throws: `HDF5StorageError.wrongType` if they are stored as anything else, `.wrongShape`.
  public func floats(shape: [Int]? = nil) throws -> [Float] {
    try check(shape)
    guard case .float32(let list) = values else { throw wrongType("float32") }
    return list
  }

  /// The elements as 64-bit floating point numbers; stored 32-bit ones are widened, which changes no value.
  ///
  /// - Parameter shape: the shape that the array must have; any if `nil`.
  /// - Throws: `HDF5StorageError.wrongType` if they are stored as anything else, `.wrongShape`.
  public func doubles(shape: [Int]? = nil) throws -> [Double] {
    try check(shape)
    switch values {
    case .float64(let list): return list
    case .float32(let list): return list.map(Double.init)
    default: throw wrongType("float64")
    }
  }

  /// The elements as 64-bit signed whole numbers.
  ///
  /// - Parameter shape: the shape that the array must have; any if `nil`.
  /// - Throws: `HDF5StorageError.wrongType` if they are stored as anything else, `.wrongShape`.
  public func int64s(shape: [Int]? = nil) throws -> [Int64] {
    try check(shape)
    guard case .int64(let list) = values else { throw wrongType("int64") }
    return list
  }

  /// The elements as 64-bit unsigned whole numbers.
  ///
  /// - Parameter shape: the shape that the array must have; any if `nil`.
  /// - Throws: `HDF5StorageError.wrongType` if they are stored as anything else, `.wrongShape`.
  public func uint64s(shape: [Int]? = nil) throws -> [UInt64] {
    try check(shape)
    guard case .uint64(let list) = values else { throw wrongType("uint64") }
    return list
  }

  /// The elements as bytes.
  ///
  /// - Parameter shape: the shape that the array must have; any if `nil`.
  /// - Throws: `HDF5StorageError.wrongType` if they are stored as anything else, `.wrongShape`.
  public func bytes(shape: [Int]? = nil) throws -> [UInt8] {
    try check(shape)
    guard case .uint8(let list) = values else { throw wrongType("uint8") }
    return list
  }

  /// The elements as texts.
  ///
  /// - Parameter shape: the shape that the array must have; any if `nil`.
  /// - Throws: `HDF5StorageError.wrongType` if they are stored as anything else, `.wrongShape`.
  public func strings(shape: [Int]? = nil) throws -> [String] {
    try check(shape)
    guard case .strings(let list) = values else { throw wrongType("text") }
    return list
  }

  private func check(_ expected: [Int]?) throws {
    if let expected, expected != shape {
      throw HDF5StorageError.wrongShape(of: place, expected: expected, found: shape)
    }
  }

  private func wrongType(_ expected: String) -> HDF5StorageError {
    .wrongType(of: place, expected: expected, found: values.typeName)
  }
}

/// The elements of an array, row-major (the last axis runs fastest).
public enum HDF5Values: Sendable, Equatable {
  /// 32-bit floating point.
  case float32([Float])
  /// 64-bit floating point.
  case float64([Double])
  /// 64-bit signed whole numbers.
  case int64([Int64])
  /// 64-bit unsigned whole numbers.
  case uint64([UInt64])
  /// Bytes.
  case uint8([UInt8])
  /// Texts, UTF-8 of variable length.
  case strings([String])

  /// How many elements there are.
  public var count: Int {
    switch self {
    case .float32(let list): list.count
    case .float64(let list): list.count
    case .int64(let list): list.count
    case .uint64(let list): list.count
    case .uint8(let list): list.count
    case .strings(let list): list.count
    }
  }

  /// Name of the element type, as in a message.
  public var typeName: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    case .int64: "int64"
    case .uint64: "uint64"
    case .uint8: "uint8"
    case .strings: "text"
    }
  }
}

/// A named array of an HDF5 file: a shape, its elements and its attributes.
///
///     var loss = HDF5Array([0.5, 0.25], shape: [2], attributes: ["units": .string("1")])
///     loss.scales = [0: "/curve/backprops"]
///
/// A dimension scale is an array that labels an axis of others (HDF5 Dimension Scale specification, `H5DS`);
/// h5py, xarray and netCDF know it. Invariant: `shape` multiplies to `values.count`; an empty shape is one
/// single value.
public struct HDF5Array: Sendable, Equatable {
  /// Length of each axis.
  public var shape: [Int]
  /// The elements, row-major.
  public var values: HDF5Values
  /// What is known of the array: units, axes, protocol.
  public var attributes: [String: HDF5Attribute]
  /// Whether other arrays may use this one as the scale of an axis.
  public var isDimensionScale = false
  /// The path of the dimension scale of an axis, by the number of the axis.
  public var scales: [Int: String] = [:]
  /// Where the array came from ("weights.h5: /conv1/weight"); only for messages.
  var place = "an array"

  /// An array of any element type.
  ///
  /// - Precondition: `shape` multiplies to the number of values.
  public init(_ values: HDF5Values, shape: [Int], attributes: [String: HDF5Attribute] = [:]) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "shape \(shape) doesn't hold \(values.count) values")
    (self.shape, self.values, self.attributes) = (shape, values, attributes)
  }

  /// An array of 32-bit floating point numbers.
  public init(_ values: [Float], shape: [Int], attributes: [String: HDF5Attribute] = [:]) {
    self.init(.float32(values), shape: shape, attributes: attributes)
  }

  /// An array of 64-bit floating point numbers.
  public init(_ values: [Double], shape: [Int], attributes: [String: HDF5Attribute] = [:]) {
    self.init(.float64(values), shape: shape, attributes: attributes)
  }

  /// An array of 64-bit signed whole numbers.
  public init(_ values: [Int64], shape: [Int], attributes: [String: HDF5Attribute] = [:]) {
    self.init(.int64(values), shape: shape, attributes: attributes)
  }

  /// An array of 64-bit unsigned whole numbers.
  public init(_ values: [UInt64], shape: [Int], attributes: [String: HDF5Attribute] = [:]) {
    self.init(.uint64(values), shape: shape, attributes: attributes)
  }

  /// An array of bytes.
  public init(_ values: [UInt8], shape: [Int], attributes: [String: HDF5Attribute] = [:]) {
    self.init(.uint8(values), shape: shape, attributes: attributes)
  }

  /// An array of texts.
  public init(_ values: [String], shape: [Int], attributes: [String: HDF5Attribute] = [:]) {
    self.init(.strings(values), shape: shape, attributes: attributes)
  }

  /// Equal in everything but the place that it was read from.
  public static func == (left: HDF5Array, right: HDF5Array) -> Bool {
    left.shape == right.shape && left.values == right.values && left.attributes == right.attributes
      && left.isDimensionScale == right.isDimensionScale && left.scales == right.scales
  }
}

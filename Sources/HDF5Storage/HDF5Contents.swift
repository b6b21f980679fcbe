/// All that an HDF5 file holds, as a value: named arrays, groups and their attributes.
///
///     var weights = HDF5Contents()
///     weights.attributes["format"] = .string("srcnn-weights")
///     weights.arrays["/conv1/weight"] = HDF5Array(elements, shape: [64, 1, 9, 9])
///     try weights.write(to: "weights.h5")
///     let elements = try HDF5Contents(contentsOf: "weights.h5").array("/conv1/weight").floats()
///
/// A file is read whole and written whole. The same contents always give the same bytes, in whatever order
/// they were put in: nothing in a file depends on the clock, the process or the order of a dictionary. (The
/// bytes of compressed arrays depend on the release of zlib.) A written file ends with a checksum of all of its
/// bytes (`FileChecksum`), which other HDF5 programs pass over.
public struct HDF5Contents: Sendable, Equatable {
  /// The attributes of the file, that is, of its root group.
  public var attributes: [String: HDF5Attribute] = [:]
  /// The attributes of each group below the root, by its path ("/final/set5"); the group is made if need be.
  public var groupAttributes: [String: [String: HDF5Attribute]] = [:]
  /// The arrays by their path ("/conv1/weight"); the groups on the way are made as needed.
  public var arrays: [String: HDF5Array] = [:]
  /// What a file of another program held that isn't read (links, compound types, …): path and reason.
  public internal(set) var passedOver: [String: String] = [:]
  /// The file in messages.
  var file = "these contents"

  /// Empty contents.
  public init() {}

  /// Equal in attributes and arrays, whatever file they are from.
  public static func == (left: HDF5Contents, right: HDF5Contents) -> Bool {
    left.attributes == right.attributes && left.arrays == right.arrays
      && left.groupAttributes == right.groupAttributes
  }
}

extension HDF5Contents {
  /// The array at `path`; the leading slash may be left out.
  ///
  /// - Throws: `HDF5StorageError.missingArray`, or `.unreadable` if the file has it in a form that isn't read.
  public func array(_ path: String) throws -> HDF5Array {
    let path = path.hasPrefix("/") ? path : "/" + path
    if var array = arrays[path] {
      array.place = "\(file): \(path)"
      return array
    }
    if let reason = passedOver[path] {
      throw HDF5StorageError.unreadable(path: file, part: path, reason: reason)
    }
    throw HDF5StorageError.missingArray(file: file, name: path, found: Array(arrays.keys))
  }

  /// The attribute `name` of the file, or of the group or array at `object`.
  ///
  /// - Throws: `HDF5StorageError.missingAttribute`.
  public func attribute(_ name: String, of object: String = "/") throws -> HDF5Attribute {
    let all = object == "/" ? attributes : arrays[object]?.attributes ?? groupAttributes[object] ?? [:]
    guard let value = all[name] else {
      throw HDF5StorageError.missingAttribute(
        file: file, object: object, name: name, found: Array(all.keys))
    }
    return value
  }

  /// A text among the attributes of the file, or of the group or array at `object`.
  ///
  /// - Throws: `HDF5StorageError.missingAttribute`, `.wrongType`.
  public func string(_ name: String, of object: String = "/") throws -> String {
    let found = try attribute(name, of: object)
    guard case .string(let value) = found else { throw wrongType(name, object, "text", found) }
    return value
  }

  /// A whole number among the attributes of the file, or of the group or array at `object`.
  ///
  /// - Throws: `HDF5StorageError.missingAttribute`, `.wrongType`.
  public func int(_ name: String, of object: String = "/") throws -> Int {
    let found = try attribute(name, of: object)
    guard case .int(let value) = found else { throw wrongType(name, object, "a whole number", found) }
    return Int(value)
  }

  /// A real number among the attributes of the file, or of the group or array at `object`.
  ///
  /// - Throws: `HDF5StorageError.missingAttribute`, `.wrongType`.
  public func double(_ name: String, of object: String = "/") throws -> Double {
    let found = try attribute(name, of: object)
    guard case .double(let value) = found else { throw wrongType(name, object, "a real number", found) }
    return value
  }

  /// A list of texts among the attributes of the file, or of the group or array at `object`.
  ///
  /// - Throws: `HDF5StorageError.missingAttribute`, `.wrongType`.
  public func strings(_ name: String, of object: String = "/") throws -> [String] {
    let found = try attribute(name, of: object)
    guard case .strings(let value) = found else { throw wrongType(name, object, "a list of texts", found) }
    return value
  }

  /// A list of whole numbers among the attributes of the file, or of the group or array at `object`.
  ///
  /// - Throws: `HDF5StorageError.missingAttribute`, `.wrongType`.
  public func ints(_ name: String, of object: String = "/") throws -> [Int] {
    let found = try attribute(name, of: object)
    guard case .ints(let value) = found else {
      throw wrongType(name, object, "a list of whole numbers", found)
    }
    return value.map(Int.init)
  }

  /// A list of real numbers among the attributes of the file, or of the group or array at `object`.
  ///
  /// - Throws: `HDF5StorageError.missingAttribute`, `.wrongType`.
  public func doubles(_ name: String, of object: String = "/") throws -> [Double] {
    let found = try attribute(name, of: object)
    guard case .doubles(let value) = found else {
      throw wrongType(name, object, "a list of real numbers", found)
    }
    return value
  }

  private func wrongType(
    _ name: String, _ object: String, _ expected: String, _ found: HDF5Attribute
  ) -> HDF5StorageError {
    .wrongType(of: "\(file): attribute '\(name)' of \(object)", expected: expected, found: found.kind)
  }
}

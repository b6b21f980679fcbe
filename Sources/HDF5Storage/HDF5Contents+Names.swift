extension HDF5Contents {
  /// The path of every group below the root, parents before their children.
  var groupPaths: [String] {
    var paths = Set(groupAttributes.keys)
    for path in Array(arrays.keys) + Array(groupAttributes.keys) {
      var components = path.split(separator: "/").dropLast()
      while !components.isEmpty {
        paths.insert("/" + components.joined(separator: "/"))
        components = components.dropLast()
      }
    }
    return paths.sorted()
  }

  /// Checks that all names and texts can be stored, and that the dimension scales exist and fit.
  ///
  /// - Throws: `HDF5StorageError.cannotStore`.
  func checkNames() throws {
    for path in arrays.keys.sorted() + groupPaths { try check(path: path) }
    for path in groupPaths {
      if arrays[path] != nil { throw cannotStore(path, "it is both an array and a group") }
    }
    try check(attributes, of: "/")
    for (path, attributes) in groupAttributes { try check(attributes, of: path) }
    for (path, array) in arrays {
      try check(array.attributes, of: path)
      try check(array.values, of: path)
      guard array.shape.reduce(1, *) == array.values.count else {
        throw cannotStore(path, "its shape \(array.shape) doesn't hold \(array.values.count) values")
      }
      try checkScales(of: array, path)
    }
  }

  private func checkScales(of array: HDF5Array, _ path: String) throws {
    if array.isDimensionScale && !array.scales.isEmpty {
      throw cannotStore(path, "a dimension scale has no scales of its own")
    }
    for (axis, scalePath) in array.scales {
      guard array.shape.indices.contains(axis) else {
        throw cannotStore(path, "it has no axis \(axis) for the scale \(scalePath)")
      }
      guard let scale = arrays[scalePath], scale.isDimensionScale else {
        throw cannotStore(path, "\(scalePath), the scale of axis \(axis), is not a dimension scale here")
      }
      guard scale.values.count == array.shape[axis] else {
        throw cannotStore(
          path,
          "axis \(axis) has the length \(array.shape[axis]), its scale \(scalePath) \(scale.values.count)")
      }
    }
  }

  private func check(path: String) throws {
    let components = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let isProper = components.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }
    guard path.hasPrefix("/"), !components.isEmpty, isProper else {
      throw cannotStore("'\(path)'", "expected a path such as /conv1/weight")
    }
  }

  private func check(_ attributes: [String: HDF5Attribute], of path: String) throws {
    for (name, value) in attributes {
      if name.isEmpty || name.utf8.contains(0) || DimensionScales.attributeNames.contains(name) {
        throw cannotStore("attribute '\(name)' of \(path)", "the name is reserved or empty")
      }
      try check(value.stored.values, of: "attribute '\(name)' of \(path)")
    }
  }

  /// HDF5 ends a text at its first NUL: what follows would be lost.
  private func check(_ values: HDF5Values, of place: String) throws {
    if case .strings(let list) = values, list.contains(where: { $0.utf8.contains(0) }) {
      throw cannotStore(place, "a text in it contains the character NUL")
    }
  }

  private func cannotStore(_ name: String, _ reason: String) -> HDF5StorageError {
    .cannotStore(name: name, reason: reason)
  }
}

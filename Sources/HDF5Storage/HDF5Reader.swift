import CHDF5

/// Walks through the image of a file and gathers what it holds.
struct HDF5Reader {
  /// What was found so far.
  private(set) var contents = HDF5Contents()
  private var visited = 0

  /// Bounds for files that were made or damaged to exhaust a reader: no file of ours comes near them.
  private static let deepestGroup = 32
  private static let mostObjects = 100_000

  private let budget: ReadingBudget

  /// A reader of a file whose contents may take so many bytes.
  init(file: String, mostBytes: Int) {
    contents.file = file
    budget = ReadingBudget(bytes: mostBytes)
  }

  /// Reads everything from the root down.
  mutating func read(_ image: ArraySlice<UInt8>) throws {
    let access = try HDF5Handle.propertyList(chdf5_file_access())
    try checked(H5Pset_fapl_core(access.id, 1 << 20, false), "keep the file in memory")
    // H5Pset_file_image copies the bytes; its pointer isn't const for reasons of its callbacks only.
    try image.withUnsafeBytes { bytes in
      let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
      try checked(H5Pset_file_image(access.id, start, bytes.count), "keep the file in memory")
    }
    let file = try HDF5Handle(chdf5_open("memory", access.id), "open the file", close: H5Fclose)
    contents.attributes = try attributes(of: file, "/")
    try readGroup(file, "", depth: 0, file)
  }

  /// Reads the members of `group`; `path` is without a slash at its end.
  private mutating func readGroup(
    _ group: HDF5Handle, _ path: String, depth: Int, _ file: HDF5Handle
  ) throws {
    let label = path.isEmpty ? "/" : path
    guard depth <= Self.deepestGroup else {
      throw HDF5Failure(operation: "group \(label)", reason: "groups lie deeper than \(Self.deepestGroup)")
    }
    var info = H5G_info_t()
    try checked(H5Gget_info(group.id, &info), "list the group \(label)")
    for index in 0..<info.nlinks {
      visited += 1
      guard visited <= Self.mostObjects else {
        throw HDF5Failure(operation: "group \(label)", reason: "more than \(Self.mostObjects) objects")
      }
      try readMember(index, of: group, path, depth: depth, file)
    }
  }

  private mutating func readMember(
    _ index: hsize_t, of group: HDF5Handle, _ path: String, depth: Int, _ file: HDF5Handle
  ) throws {
    let name = try Self.name(index, of: group, path)
    let memberPath =
      "\(path)/\(String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))"
    guard try checked(chdf5_is_hard_link(group.id, name), "look at \(memberPath)") > 0 else {
      contents.passedOver[memberPath] = "it is a soft or external link"
      return
    }
    let object = try HDF5Handle(
      H5Oopen(group.id, name, chdf5_default()), "open \(memberPath)", close: H5Oclose)
    switch H5Iget_type(object.id) {
    case H5I_GROUP:
      let found = try attributes(of: object, memberPath)
      if !found.isEmpty { contents.groupAttributes[memberPath] = found }
      try readGroup(object, memberPath, depth: depth + 1, file)
    case H5I_DATASET: try readArray(object, memberPath, file)
    default: contents.passedOver[memberPath] = "it is a named type"
    }
  }

  /// The name of a member, as a C string.
  private static func name(_ index: hsize_t, of group: HDF5Handle, _ path: String) throws -> [CChar] {
    let order = (H5_INDEX_NAME, H5_ITER_INC)
    let length = try checked(
      H5Lget_name_by_idx(group.id, ".", order.0, order.1, index, nil, 0, chdf5_default()),
      "list the group \(path)/")
    var name = [CChar](repeating: 0, count: length + 1)
    try checked(
      H5Lget_name_by_idx(group.id, ".", order.0, order.1, index, &name, name.count, chdf5_default()),
      "list the group \(path)/")
    return name
  }

  private mutating func readArray(_ dataset: HDF5Handle, _ path: String, _ file: HDF5Handle) throws {
    let creation = try HDF5Handle(
      H5Dget_create_plist(dataset.id), "look at the array \(path)", close: H5Pclose)
    // Its elements would come from other files.
    guard H5Pget_external_count(creation.id) == 0, H5Pget_layout(creation.id) != H5D_VIRTUAL else {
      contents.passedOver[path] = "its elements are kept in other files"
      return
    }
    let stored = StoredElements(
      type: try HDF5Handle(H5Dget_type(dataset.id), "look at the array \(path)", close: H5Tclose),
      space: try HDF5Handle(H5Dget_space(dataset.id), "look at the array \(path)", close: H5Sclose),
      name: "array \(path)", budget: budget,
      read: { type, buffer in
        H5Dread(dataset.id, type, chdf5_whole_space(), chdf5_whole_space(), chdf5_default(), buffer)
      })
    // libhdf5 reads past the end of a contiguous array that a damaged header makes too large.
    if H5Pget_layout(creation.id) == H5D_CONTIGUOUS {
      let size = H5Dget_storage_size(dataset.id)
      let needed = try stored.size()
      guard size == 0 || size >= needed else {
        throw HDF5Failure(operation: "array \(path)", reason: "only \(size) bytes are stored")
      }
    }
    guard let (values, shape) = try stored.values() else {
      contents.passedOver[path] = "its elements are neither numbers nor text"
      return
    }
    var array = HDF5Array(values, shape: shape)
    array.place = "\(contents.file): \(path)"
    array.scales = try DimensionScales.read(of: dataset, rank: shape.count, in: file)
    var found = try attributes(of: dataset, path)
    array.isDimensionScale = found["CLASS"] == .string(DimensionScales.className)
    if array.isDimensionScale { DimensionScales.attributeNames.forEach { found[$0] = nil } }
    array.attributes = found
    contents.arrays[path] = array
  }

  /// The attributes of an object, without those whose type has no place in `HDF5Attribute`.
  private mutating func attributes(of object: HDF5Handle, _ path: String) throws -> [String: HDF5Attribute] {
    let count = try checked(chdf5_attribute_count(object.id), "count the attributes of \(path)")
    guard count <= Self.mostObjects else {
      throw HDF5Failure(operation: "attributes of \(path)", reason: "there are \(count) of them")
    }
    var found: [String: HDF5Attribute] = [:]
    for index in 0..<count {
      let attribute = try HDF5Handle(
        H5Aopen_by_idx(
          object.id, ".", H5_INDEX_NAME, H5_ITER_INC, hsize_t(index), chdf5_default(), chdf5_default()),
        "open attribute \(index) of \(path)", close: H5Aclose)
      let length = try checked(H5Aget_name(attribute.id, 0, nil), "name an attribute of \(path)")
      var characters = [CChar](repeating: 0, count: length + 1)
      try checked(H5Aget_name(attribute.id, characters.count, &characters), "name an attribute of \(path)")
      let name = String(decoding: characters.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let label = "attribute '\(name)' of \(path)"
      let stored = StoredElements(
        type: try HDF5Handle(H5Aget_type(attribute.id), "look at \(label)", close: H5Tclose),
        space: try HDF5Handle(H5Aget_space(attribute.id), "look at \(label)", close: H5Sclose),
        name: label, budget: budget, read: { type, buffer in H5Aread(attribute.id, type, buffer) })
      if let (values, shape) = try stored.values(), let value = HDF5Attribute(values: values, shape: shape) {
        found[name] = value
      } else if !DimensionScales.attributeNames.contains(name) {
        contents.passedOver["\(path)@\(name)"] = "its type isn't read"
      }
    }
    return found
  }
}

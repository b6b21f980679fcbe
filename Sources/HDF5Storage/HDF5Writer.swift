import CHDF5

/// Builds the image of a file in memory, everything in the order of its name.
struct HDF5Writer {
  let contents: HDF5Contents

  /// Arrays above this size, in bytes, are cut in chunks, compressed and given a checksum.
  private static let smallArray = 16 << 10
  /// Largest size of a chunk in bytes before compression.
  private static let largestChunk = 1 << 20

  /// The bytes of the file.
  func image() throws -> [UInt8] {
    let access = try HDF5Handle.propertyList(chdf5_file_access())
    try checked(H5Pset_fapl_core(access.id, 1 << 20, false), "keep a file in memory")
    try checked(chdf5_fix_format(access.id), "choose a file format")
    // Space is given out piece by piece, so that no unused and unset bytes lie between the pieces.
    try checked(H5Pset_meta_block_size(access.id, 0), "lay out a file")
    try checked(H5Pset_small_data_block_size(access.id, 0), "lay out a file")
    let creation = try HDF5Handle.propertyList(chdf5_file_creation())
    try checked(H5Pset_obj_track_times(creation.id, false), "leave out times")
    let file = try HDF5Handle(chdf5_create("memory", creation.id, access.id), "make a file", close: H5Fclose)
    try fill(file)
    try checked(H5Fflush(file.id, H5F_SCOPE_GLOBAL), "finish a file")
    let size = try checked(H5Fget_file_image(file.id, nil, 0), "measure a file")
    var image = [UInt8](repeating: 0, count: size)
    try checked(H5Fget_file_image(file.id, &image, size), "copy a file")
    Superblock.correctChecksum(of: &image)
    return image
  }

  private func fill(_ file: HDF5Handle) throws {
    let groupCreation = try HDF5Handle.propertyList(chdf5_group_creation())
    try checked(H5Pset_obj_track_times(groupCreation.id, false), "leave out times")
    try write(contents.attributes, to: file, "/")
    for path in contents.groupPaths {
      let group = try HDF5Handle(
        H5Gcreate2(file.id, path, chdf5_default(), groupCreation.id, chdf5_default()),
        "make the group \(path)", close: H5Gclose)
      try write(contents.groupAttributes[path] ?? [:], to: group, path)
    }
    for (path, array) in contents.arrays.sorted(by: { $0.key < $1.key }) {
      try write(array, at: path, in: file)
    }
    try DimensionScales.write(contents.arrays, in: file)
  }

  private func write(_ attributes: [String: HDF5Attribute], to object: HDF5Handle, _ path: String) throws {
    for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
      let (values, shape) = attribute.stored
      let types = try ElementTypes(of: values)
      let stored = try makeAttribute(name, of: object, type: types.file, space: try .dataspace(shape))
      try withElements(of: values) { elements in
        try checked(
          H5Awrite(stored.id, types.memory.id, elements), "write the attribute '\(name)' of \(path)")
      }
    }
  }

  private func write(_ array: HDF5Array, at path: String, in file: HDF5Handle) throws {
    let types = try ElementTypes(of: array.values)
    let space = try HDF5Handle.dataspace(array.shape)
    let creation = try HDF5Handle.propertyList(chdf5_dataset_creation())
    try checked(H5Pset_obj_track_times(creation.id, false), "leave out times")
    try compress(array, types.elementSize, creation)
    let dataset = try HDF5Handle(
      H5Dcreate2(file.id, path, types.file.id, space.id, chdf5_default(), creation.id, chdf5_default()),
      "make the array \(path)", close: H5Dclose)
    try withElements(of: array.values) { elements in
      let whole = chdf5_whole_space()
      try checked(
        H5Dwrite(dataset.id, types.memory.id, whole, whole, chdf5_default(), elements),
        "write the array \(path)")
    }
    try write(array.attributes, to: dataset, path)
  }

  /// Has a large array of numbers stored in chunks with shuffle, gzip and Fletcher's checksum.
  private func compress(_ array: HDF5Array, _ elementSize: Int, _ creation: HDF5Handle) throws {
    if case .strings = array.values { return }  // these are references into a heap, without any redundancy
    guard array.values.count * elementSize > Self.smallArray else { return }
    let chunk = Self.chunk(of: array.shape, elementSize: elementSize).map { hsize_t($0) }
    try checked(H5Pset_chunk(creation.id, Int32(chunk.count), chunk), "cut an array in chunks")
    try checked(H5Pset_shuffle(creation.id), "shuffle an array")
    try checked(H5Pset_deflate(creation.id, 4), "compress an array")
    try checked(H5Pset_fletcher32(creation.id), "guard an array")
  }

  /// The shape of a chunk: the array's own, its first long axis halved until the chunk is small enough.
  static func chunk(of shape: [Int], elementSize: Int) -> [Int] {
    var chunk = shape
    while chunk.reduce(elementSize, *) > largestChunk, let axis = chunk.firstIndex(where: { $0 > 1 }) {
      chunk[axis] = (chunk[axis] + 1) / 2
    }
    return chunk
  }
}

/// A new attribute without values yet.
func makeAttribute(
  _ name: String, of object: HDF5Handle, type: HDF5Handle, space: HDF5Handle
) throws -> HDF5Handle {
  try HDF5Handle(
    H5Acreate2(object.id, name, type.id, space.id, chdf5_default(), chdf5_default()),
    "make the attribute '\(name)'", close: H5Aclose)
}

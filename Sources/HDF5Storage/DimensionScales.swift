import CHDF5

/// The attributes by which arrays name their dimension scales, and scales the arrays that use them.
///
/// They are written here, not by libhdf5_hl, which leaves unset padding bytes in REFERENCE_LIST: the same
/// contents would not give the same bytes.
///
/// - Source: HDF5 Dimension Scale Specification and Design Notes, The HDF Group.
enum DimensionScales {
  /// Attributes that belong to the specification and are not the user's.
  static let attributeNames: Set<String> = ["CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"]

  /// Value of CLASS on a scale.
  static let className = "DIMENSION_SCALE"

  private struct Use {
    let array: String
    let axis: Int
  }

  /// Marks the scales among `arrays`, which are stored in `file` already, and ties them to their axes.
  static func write(_ arrays: [String: HDF5Array], in file: HDF5Handle) throws {
    var uses: [String: [Use]] = [:]
    for (path, array) in arrays.sorted(by: { $0.key < $1.key }) where !array.scales.isEmpty {
      try writeList(of: array, at: path, in: file)
      for (axis, scale) in array.scales.sorted(by: { $0.key < $1.key }) {
        uses[scale, default: []].append(Use(array: path, axis: axis))
      }
    }
    for (path, array) in arrays.sorted(by: { $0.key < $1.key }) where array.isDimensionScale {
      let scale = try open(path, in: file)
      try write(className, as: "CLASS", of: scale)
      try write(path.split(separator: "/").last.map(String.init) ?? "", as: "NAME", of: scale)
      if let uses = uses[path] { try write(uses, of: scale, in: file) }
    }
  }

  private static func open(_ path: String, in file: HDF5Handle) throws -> HDF5Handle {
    try HDF5Handle(
      H5Dopen2(file.id, path, chdf5_default()), "open the array \(path)", close: H5Dclose)
  }

  /// A text of fixed length, as the specification has it.
  private static func write(_ text: String, as name: String, of object: HDF5Handle) throws {
    let type = try HDF5Handle(H5Tcopy(chdf5_c_string()), "make a text type", close: H5Tclose)
    try checked(H5Tset_size(type.id, text.utf8.count + 1), "make a text type")
    try checked(H5Tset_cset(type.id, H5T_CSET_UTF8), "make a text type")
    let attribute = try makeAttribute(name, of: object, type: type, space: try .dataspace([]))
    try checked(H5Awrite(attribute.id, type.id, Array(text.utf8) + [0]), "write the attribute '\(name)'")
  }

  /// DIMENSION_LIST: for each axis a list of references to its scales, of which there is one or none here.
  private static func writeList(of array: HDF5Array, at path: String, in file: HDF5Handle) throws {
    var references = [hobj_ref_t](repeating: 0, count: array.shape.count)
    for (axis, scale) in array.scales {
      try checked(chdf5_make_reference(&references[axis], file.id, scale), "refer to the scale \(scale)")
    }
    let type = try listType()
    let space = try HDF5Handle.dataspace([array.shape.count])
    let attribute = try makeAttribute(
      "DIMENSION_LIST", of: try open(path, in: file), type: type, space: space)
    try references.withUnsafeMutableBytes { buffer in
      let lists = array.shape.indices.map { axis in
        hvl_t(
          len: array.scales[axis] == nil ? 0 : 1,
          p: buffer.baseAddress?.advanced(by: axis * MemoryLayout<hobj_ref_t>.stride))
      }
      try checked(H5Awrite(attribute.id, type.id, lists), "tie \(path) to its scales")
    }
  }

  private static func listType() throws -> HDF5Handle {
    try HDF5Handle(H5Tvlen_create(chdf5_object_reference()), "make a type of references", close: H5Tclose)
  }

  /// REFERENCE_LIST: which arrays use the scale, and at which axis.
  private static func write(_ uses: [Use], of scale: HDF5Handle, in file: HDF5Handle) throws {
    var rows: [chdf5_scale_use] = []
    for use in uses {
      var row = chdf5_scale_use(dataset: 0, dimension: UInt32(use.axis), padding: 0)
      try checked(chdf5_make_reference(&row.dataset, file.id, use.array), "refer to the array \(use.array)")
      rows.append(row)
    }
    let type = try HDF5Handle(chdf5_scale_use_type(), "make a type of references", close: H5Tclose)
    let attribute = try makeAttribute(
      "REFERENCE_LIST", of: scale, type: type, space: try .dataspace([rows.count]))
    try checked(H5Awrite(attribute.id, type.id, rows), "list the users of a scale")
  }

  /// The path of the first scale of each axis of a stored array that has a DIMENSION_LIST.
  static func read(of dataset: HDF5Handle, rank: Int, in file: HDF5Handle) throws -> [Int: String] {
    let name = "DIMENSION_LIST"
    guard try checked(H5Aexists(dataset.id, name), "look for scales") > 0 else { return [:] }
    let attribute = try HDF5Handle(
      H5Aopen(dataset.id, name, chdf5_default()), "open \(name)", close: H5Aclose)
    let space = try HDF5Handle(H5Aget_space(attribute.id), "measure \(name)", close: H5Sclose)
    let stored = try HDF5Handle(H5Aget_type(attribute.id), "look at \(name)", close: H5Tclose)
    let type = try listType()
    guard H5Sget_simple_extent_npoints(space.id) == rank,
      try checked(H5Tequal(stored.id, type.id), "look at \(name)") > 0
    else { return [:] }
    var lists = [hvl_t](repeating: hvl_t(len: 0, p: nil), count: rank)
    try checked(H5Aread(attribute.id, type.id, &lists), "read \(name)")
    defer { chdf5_reclaim(type.id, space.id, &lists) }
    var scales: [Int: String] = [:]
    for (axis, list) in lists.enumerated() where list.len > 0 {
      scales[axis] = try list.p.map { try path(of: $0.load(as: hobj_ref_t.self), in: file) }
    }
    return scales
  }

  private static func path(of reference: hobj_ref_t, in file: HDF5Handle) throws -> String {
    var reference = reference
    var text = [CChar](repeating: 0, count: 1024)
    let length = try checked(
      chdf5_name_of(file.id, &reference, &text, text.count), "follow a reference to a scale")
    return String(
      decoding: text.prefix(min(length, text.count - 1)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

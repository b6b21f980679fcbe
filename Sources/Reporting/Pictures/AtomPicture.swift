import SparseCoding
import SuperResolution

/// The dictionary of sparse coding beside a network's first layer: what both see of an image.
///
/// A low-resolution atom is shown as the filter that it is, applied to the gradients of a patch: 9 x 9 pixels of the
/// interpolated image. Below it, in the same order, is its high-resolution atom. Atoms and filters are sorted by their
/// filters' variance; since all atoms have the same norm, the coarse ones come last.
/// - Source: section 3.2 of the paper.
struct AtomPicture {
  private let atoms: FilterPicture
  private let highResolution: FilterPicture
  private let filters: FilterPicture

  /// How many atoms are shown at most.
  static let shown = 128

  /// - Throws: `SparseCodingError.badSetting` for a model whose contrast is set patch by patch.
  init(_ model: YangModel, beside network: Network) throws(SparseCodingError) {
    let projection = try YangLayers(model).projection
    let area = projection.size * projection.size
    // The last output is the mean.
    let all = (0..<projection.outputs - 1).map { atom in
      projection.weights[atom * area..<(atom + 1) * area].map { Float($0) }
    }
    let order = Array(FilterPicture(all, size: projection.size).order.prefix(Self.shown))
    atoms = FilterPicture(all, size: projection.size, order: order)
    highResolution = FilterPicture(
      (0..<all.count).map { model.highResolutionAtoms.column($0).map { Float($0) } },
      size: model.geometry.patch, order: order)
    filters = FilterPicture(network, channel: 0)
  }

  /// The sheet.
  func montage(dictionary: String, network: String) -> Montage {
    let sheets = [
      ("\(dictionary): \(atoms.order.count) low-resolution atoms as filters, by variance", atoms),
      ("\(dictionary): their high-resolution atoms, in the same order", highResolution),
      ("\(network): first-layer filters, by variance", filters),
    ]
    var montage = Montage(
      width: sheets.map(\.1.width).max() ?? 0, height: sheets.reduce(0) { $0 + $1.1.height })
    var top = 0
    for (title, sheet) in sheets {
      sheet.place(in: &montage, title: title, top: top)
      top += sheet.height
    }
    return montage
  }
}

import Imaging
import LinearAlgebra

/// The first and second derivatives, across and down, of an image that was enlarged by bicubic interpolation: what
/// a low-resolution patch is described by.
///
/// With s the scale, the filters are [1 0..0 -1] with s - 1 zeros and [1 0..0 -2 0..0 1] / 2, across, and their
/// transposes; zeros lie beyond the border.
/// - Source: R. Zeyde, M. Elad, M. Protter, "On single image scale-up using sparse-representations", 2010, and
///   MATLAB's `conv2(image, filter, 'same')`, which takes the later of the two middles of an even filter.
struct GradientPlanes: Sendable {
  /// Gradient across and down, Laplacian across and down.
  let planes: [ColumnPlane]
  let grid: PatchGrid
  /// The column of the image that these begin with.
  private let left: Int

  init(_ enlarged: Plane, scale: Int, step: Int = 1) {
    let grid = PatchGrid(width: enlarged.width, height: enlarged.height, scale: scale, step: step)
    self.init(enlarged, scale: scale, grid: grid, left: 0)
  }

  /// Those of some columns of an image: the outermost `scale` are wrong unless they are the image's.
  init(_ enlarged: Plane, scale: Int, grid: PatchGrid, left: Int) {
    (self.grid, self.left) = (grid, left)
    let image = ColumnPlane(enlarged)
    let ahead = (scale + 1) / 2
    let gradient: [(Int, Float)] = [(ahead, 1), (ahead - scale, -1)]
    let laplacian: [(Int, Float)] = [(scale, 0.5), (0, -1), (-scale, 0.5)]
    planes = [gradient, laplacian].flatMap { taps in
      [Self.filtered(image, taps, across: true), Self.filtered(image, taps, across: false)]
    }
  }

  /// The number of features of a patch before they are reduced.
  static func count(scale: Int) -> Int {
    4 * PatchGrid.lowResolutionSide * scale * PatchGrid.lowResolutionSide * scale
  }

  /// The features of some patches of the grid, a column each: filter after filter, each patch column after column.
  func features(_ patches: Range<Int>) -> Matrix<Float> {
    let length = planes.count * grid.side * grid.side
    var values: [Float] = []
    values.reserveCapacity(length * patches.count)
    for patch in patches {
      let origin = grid.origin(patch)
      for plane in planes { plane.append(patchAt: (origin.x - left, origin.y), side: grid.side, to: &values) }
    }
    return Matrix(rows: length, columns: patches.count, elements: values)
  }

  private static func filtered(
    _ image: ColumnPlane, _ taps: [(offset: Int, weight: Float)], across: Bool
  ) -> ColumnPlane {
    var result = ColumnPlane(width: image.width, height: image.height)
    for (offset, weight) in taps {
      let dx = across ? offset : 0, dy = across ? 0 : offset
      let rows = max(0, -dy)..<max(max(0, -dy), min(image.height, image.height - dy))
      for x in 0..<image.width where x + dx >= 0 && x + dx < image.width && !rows.isEmpty {
        let target = x * image.height, source = (x + dx) * image.height + dy
        Vectors.add(
          image.samples, from: source + rows.lowerBound, count: rows.count, times: weight,
          to: &result.samples, from: target + rows.lowerBound)
      }
    }
    return result
  }
}

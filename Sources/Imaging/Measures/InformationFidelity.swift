#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The information fidelity criterion: how much an image tells of the true one, by a Gaussian scale mixture model of
/// the bands of a steerable pyramid.
///
/// The paper's numbers come from the package MeTriX MuX, which pads the images first and divides by the number of
/// padded pixels; without that Set5 has 3.58 at factor 3 in place of 3.52.
/// - Source: H. Sheikh, A. Bovik, G. de Veciana, "An information fidelity criterion for image quality assessment using
///   natural scene statistics", 2005, in its authors' vector form; MeTriX MuX 1.1, `preprocess_metrix_mux.m`.
struct InformationFidelity {
  private static let levels = 4

  /// Bits of information a pixel; NaN if a band of the truth doesn't vary in all directions, as on a flat image.
  let bitsPerPixel: Double

  /// Compares a plane with the true one of the same size.
  init(of image: DoublePlane, against truth: DoublePlane) {
    let truth = truth.paddedForDecomposition()
    let wanted = SteerablePyramid(truth, levels: Self.levels).bands
    let found = SteerablePyramid(image.paddedForDecomposition(), levels: Self.levels).bands
    var bits = 0.0
    for (level, (wanted, found)) in zip(wanted, found).enumerated() {
      // 17 x 17 samples on the finest level, 3 x 3 on the coarsest: the same area less and less well.
      let reach = 1 << (Self.levels - 1 - level)
      bits += BandFidelity(of: found.horizontal, against: wanted.horizontal, reach: reach).bits
      bits += BandFidelity(of: found.vertical, against: wanted.vertical, reach: reach).bits
    }
    bitsPerPixel = bits / Double(truth.samples.count)
  }
}

extension DoublePlane {
  /// The plane in the middle of one whose sides are multiples of 32, at least 128.
  ///
  /// To the sides it is mirrored at the border samples, and a mirror image that is too short goes on with its last
  /// sample; beyond each corner is the one sample that lies diagonally next to it.
  func paddedForDecomposition() -> DoublePlane {
    let newWidth = max(128, (width + 31) / 32 * 32)
    let newHeight = max(128, (height + 31) / 32 * 32)
    let columns = Self.sources(of: newWidth, count: width)
    let rows = Self.sources(of: newHeight, count: height)
    var padded = DoublePlane(zeros: newWidth, newHeight)
    for (y, row) in rows.enumerated() {
      for (x, column) in columns.enumerated() {
        let isCorner = row.isBeyond && column.isBeyond
        let source = isCorner ? (row.next, column.next) : (row.mirrored, column.mirrored)
        padded.samples[y * newWidth + x] = samples[source.0 * width + source.1]
      }
    }
    return padded
  }

  /// For each position of a padded side where its sample comes from.
  private static func sources(
    of newCount: Int, count: Int
  ) -> [(isBeyond: Bool, mirrored: Int, next: Int)] {
    let before = (newCount - count + 1) / 2
    return (0..<newCount).map { position in
      let index = position - before
      if index < 0 { return (true, min(count - 1, -index), min(1, count - 1)) }
      if index < count { return (false, index, index) }
      return (true, max(0, 2 * (count - 1) - index), max(0, count - 2))
    }
  }
}

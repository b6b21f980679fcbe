/// Two bands of a steerable pyramid with six orientations a level: horizontal and vertical detail.
///
/// The other four orientations and the residual bands aren't kept, since IFC doesn't look at them.
/// - Source: E. Simoncelli, W. Freeman, "The steerable pyramid", 1995; `buildSpyr.m` of matlabPyrTools.
struct SteerablePyramid {
  /// From the finest level to the coarsest the band that answers to changes along a row and the one along a column;
  /// each level has half the width and height of the one before.
  let bands: [(horizontal: DoublePlane, vertical: DoublePlane)]

  /// The bands of `levels` levels. The plane has at least 5 samples a side at each.
  init(_ plane: DoublePlane, levels: Int) {
    var rest = plane.correlated(with: Self.firstLowPass, border: .mirroredAtSample)
    var bands: [(horizontal: DoublePlane, vertical: DoublePlane)] = []
    for level in 1...levels {
      bands.append(
        (
          rest.correlated(with: Self.horizontalDetail, border: .mirroredAtSample),
          rest.correlated(with: Self.verticalDetail, border: .mirroredAtSample)
        ))
      if level < levels { rest = rest.correlated(with: Self.lowPass, border: .mirroredAtSample, step: 2) }
    }
    self.bands = bands
  }

  // The taps are those of `sp5Filters` in matlabPyrTools (and in its Python port, pyrtools), row by row. Each filter is
  // even in both directions, the detail odd along the row, so that a quarter of the taps tells all.
  static let firstLowPass = whole([
    [0.00341614, -0.01551246, -0.03848215],
    [-0.01551246, 0.05586982, 0.15925570],
    [-0.03848215, 0.15925570, 0.40304148],
  ])

  /// With the factor 2 that keeps the amplitude when every second sample is taken.
  static let lowPass = whole([
    [0.00085404, -0.00244917, -0.00387812, -0.00944432, -0.00962054],
    [-0.00244917, -0.00523281, -0.00661117, 0.00410600, 0.01002988],
    [-0.00387812, -0.00661117, 0.01396746, 0.03277038, 0.03981393],
    [-0.00944432, 0.00410600, 0.03277038, 0.06426333, 0.08169618],
    [-0.00962054, 0.01002988, 0.03981393, 0.08169618, 0.10096540],
  ]).map { 2 * $0 }

  static let horizontalDetail = whole(
    [
      [0.00277643, -0.00986904, -0.01021852, 0],
      [0.00496194, -0.00893064, -0.03075356, 0],
      [0.01026699, 0.01189859, -0.08226445, 0],
      [0.01455399, 0.02755155, -0.11732297, 0],
    ], sign: -1)

  /// The horizontal one, mirrored at the diagonal.
  static let verticalDetail = (0..<49).map { horizontalDetail[$0 % 7 * 7 + $0 / 7] }

  /// All taps by those of the top left quarter, middle row and column included; right of the middle times `sign`.
  private static func whole(_ quarter: [[Double]], sign: Double = 1) -> [Double] {
    let rows = quarter.map { $0 + $0.dropLast().reversed().map { sign * $0 } }
    return (rows + rows.dropLast().reversed()).flatMap { $0 }
  }
}

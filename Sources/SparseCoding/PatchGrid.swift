/// Where the patches of an image lie: all positions that are a multiple of the step from the border, column after
/// column as MATLAB counts them.
///
/// The outermost `scale` pixels belong to no patch.
/// - Source: `sampling_grid.m` of Zeyde's and Timofte's code, with border [1 1].
struct PatchGrid: Equatable, Sendable {
  /// Low-resolution pixels along the side of a patch.
  static let lowResolutionSide = 3

  /// Pixels along the side of a patch.
  let side: Int
  /// Positions across and down.
  let across: Int, down: Int
  private let border: Int, step: Int

  /// The grid on an image of `width` x `height` pixels, its patches `step` low-resolution pixels apart; without
  /// patches if the image is too small.
  init(width: Int, height: Int, scale: Int, step: Int = 1) {
    side = Self.lowResolutionSide * scale
    border = scale
    self.step = step * scale
    let room = (width - side - 2 * scale, height - side - 2 * scale)
    across = room.0 < 0 ? 0 : room.0 / self.step + 1
    down = room.1 < 0 ? 0 : room.1 / self.step + 1
  }

  /// Patches.
  var count: Int { across * down }

  /// The pixel at the upper left of a patch.
  func origin(_ index: Int) -> (x: Int, y: Int) {
    (border + index / down * step, border + index % down * step)
  }

  /// The columns of pixels under some patches, one or more.
  func columns(of patches: Range<Int>) -> Range<Int> {
    origin(patches.lowerBound).x..<origin(patches.upperBound - 1).x + side
  }

  /// How many patches lie over each column and row of pixels.
  func coverage(width: Int, height: Int) -> (across: [Int], down: [Int]) {
    func counts(_ length: Int, _ positions: Int) -> [Int] {
      var counts = [Int](repeating: 0, count: length)
      for position in 0..<positions {
        for pixel in border + position * step..<border + position * step + side { counts[pixel] += 1 }
      }
      return counts
    }
    return (counts(width, across), counts(height, down))
  }
}

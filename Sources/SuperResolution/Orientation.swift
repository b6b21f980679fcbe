import Vocabulary

/// One of the eight ways to lay a square: turned by quarter turns, mirrored or not.
public struct Orientation: Sendable, Hashable {
  /// Whether it is mirrored from left to right, which comes before the turn.
  public let isMirrored: Bool
  /// What the turn consists of, in this order.
  public let isTransposed, reversesRows, reversesColumns: Bool

  /// As it is.
  public static let upright = Orientation(quarterTurns: 0, isMirrored: false)

  /// Turned counter-clockwise by quarter turns, as MATLAB's `rot90(x, quarterTurns)`, after it was mirrored from left
  /// to right if it is.
  public init(quarterTurns: Int, isMirrored: Bool) {
    let turns = ((quarterTurns % 4) + 4) % 4
    self.isMirrored = isMirrored
    isTransposed = turns % 2 == 1
    reversesRows = turns == 1 || turns == 2
    reversesColumns = turns == 2 || turns == 3
  }

  /// Lays a square `[side, side, channels]` so.
  func lay(_ square: inout MutableSpan<Float>, side: Int, channels: Int) {
    func swap(_ a: Int, _ b: Int) {
      for channel in 0..<channels { square.swapAt(a * channels + channel, b * channels + channel) }
    }
    func reverseColumns() {
      for y in 0..<side { for x in 0..<side / 2 { swap(y * side + x, y * side + side - 1 - x) } }
    }
    if isMirrored { reverseColumns() }
    if isTransposed { for y in 0..<side { for x in 0..<y { swap(y * side + x, x * side + y) } } }
    if reversesRows {
      for y in 0..<side / 2 { for x in 0..<side { swap(y * side + x, (side - 1 - y) * side + x) } }
    }
    if reversesColumns { reverseColumns() }
  }
}

extension Augmentation? {
  /// How each sub-image is laid: as it is, and as the augmentation has it.
  package var orientations: [Orientation] {
    guard let self else { return [.upright] }
    return ([0] + self.rotations).flatMap { angle in
      (self.flip ? [false, true] : [false]).map {
        Orientation(quarterTurns: angle / 90, isMirrored: $0)
      }
    }
  }
}

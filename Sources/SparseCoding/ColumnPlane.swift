import Imaging

/// A plane whose samples lie column after column, as those of a patch do in MATLAB's and in these methods' vectors.
struct ColumnPlane: Sendable {
  private(set) var width: Int
  let height: Int
  var samples: [Float]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    samples = Array(repeating: 0, count: width * height)
  }

  init(_ plane: Plane) {
    self.init(width: plane.width, height: plane.height)
    for y in 0..<height {
      for x in 0..<width { samples[x * height + y] = plane.samples[y * width + x] }
    }
  }

  /// Adds columns of zeros, unless it is as wide already.
  mutating func widen(to width: Int) {
    guard width > self.width else { return }
    samples += repeatElement(0, count: (width - self.width) * height)
    self.width = width
  }

  /// Leaves out the columns at the left.
  mutating func removeFirst(_ count: Int) {
    samples.removeFirst(count * height)
    width -= count
  }

  /// The plane in row-major order.
  var plane: Plane {
    var rows = [Float](repeating: 0, count: samples.count)
    for y in 0..<height {
      for x in 0..<width { rows[y * width + x] = samples[x * height + y] }
    }
    return Plane(width: width, height: height, samples: rows)
  }

  /// Appends the square patch at `origin`, column after column.
  func append(patchAt origin: (x: Int, y: Int), side: Int, to values: inout [Float]) {
    for x in origin.x..<origin.x + side {
      let start = x * height + origin.y
      values += samples[start..<start + side]
    }
  }

  /// Adds a patch of `values`, which begins at `start`, at `origin`.
  mutating func add(_ values: [Float], from start: Int, at origin: (x: Int, y: Int), side: Int) {
    for column in 0..<side {
      let target = (origin.x + column) * height + origin.y
      for row in 0..<side { samples[target + row] += values[start + column * side + row] }
    }
  }
}

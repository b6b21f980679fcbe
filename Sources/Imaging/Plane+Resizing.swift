extension Plane {
  /// The plane at another size: MATLAB's `imresize` with the bicubic kernel, antialiased if `scale < 1`;
  /// sums in Double, rounded to Float once at the end. An empty plane stays empty.
  /// - Complexity: O(`height` * `width` * taps), with 4 taps a pass for enlarging and 4 / `scale` for shrinking.
  public func resized(width: Int, height: Int, scale: Double) -> Plane {
    resized(width: width, height: height, horizontalScale: scale, verticalScale: scale)
  }

  /// The plane at `1 / factor` of its size, rounded up, as `imresize(x, 1 / factor)`.
  public func downscaled(by factor: Int) -> Plane {
    precondition(factor > 0, "a factor of \(factor)")
    return resized(
      width: (width + factor - 1) / factor, height: (height + factor - 1) / factor,
      scale: 1 / Double(factor))
  }

  /// The plane at `factor` times its size, as `imresize(x, factor)`.
  public func upscaled(by factor: Int) -> Plane {
    precondition(factor > 0, "a factor of \(factor)")
    return resized(width: width * factor, height: height * factor, scale: Double(factor))
  }

  /// Some rows of what an image of `height` rows becomes at `factor` times its size, as `upscaled(by:)` of the whole.
  ///
  /// This plane has the rows of that image from `first` on: at least `rowsNeeded(for:by:of:)`.
  public func upscaledRows(_ rows: Range<Int>, by factor: Int, from first: Int, of height: Int) -> Plane {
    let vertical = BicubicWeights(inputCount: height, outputs: rows, scale: Double(factor))
    let horizontal = BicubicWeights(inputCount: width, outputCount: width * factor, scale: Double(factor))
    return resized(vertical, horizontal, from: first)
  }

  /// Some columns of the plane at `factor` times its size, as `upscaled(by:)` of the whole.
  public func upscaledColumns(_ columns: Range<Int>, by factor: Int) -> Plane {
    let needed = Self.rowsNeeded(for: columns, by: factor, of: width)
    var cut: [Float] = []
    cut.reserveCapacity(needed.count * height)
    for y in 0..<height { cut += samples[y * width + needed.lowerBound..<y * width + needed.upperBound] }
    let horizontal = BicubicWeights(inputCount: width, outputs: columns, scale: Double(factor))
    return Plane(width: needed.count, height: height, samples: cut).resized(
      BicubicWeights(inputCount: height, outputCount: height * factor, scale: Double(factor)),
      horizontal.counted(from: needed.lowerBound), from: 0)
  }

  /// Some rows of what an image of `height` rows becomes at `1 / factor` of its size, as `downscaled(by:)` of the whole.
  ///
  /// This plane has the rows of that image from `first` on: all that are less than 2 `factor` away.
  public func downscaledRows(_ rows: Range<Int>, by factor: Int, from first: Int, of height: Int) -> Plane {
    let scale = 1 / Double(factor)
    return resized(
      BicubicWeights(inputCount: height, outputs: rows, scale: scale),
      BicubicWeights(inputCount: width, outputCount: (width + factor - 1) / factor, scale: scale),
      from: first)
  }

  /// Some rows of what an image of `oldHeight` rows becomes at another size, as `resized` of the whole by the ratios of both.
  ///
  /// This plane has the rows of that image from `first` on: all that those are made of.
  public func resizedRows(
    _ rows: Range<Int>, width newWidth: Int, height newHeight: Int, from first: Int, of oldHeight: Int
  ) -> Plane {
    resized(
      BicubicWeights(inputCount: oldHeight, outputs: rows, scale: Double(newHeight) / Double(oldHeight)),
      BicubicWeights(inputCount: width, outputCount: newWidth, scale: Double(newWidth) / Double(width)),
      from: first)
  }

  /// The rows of an image of `height` rows that some of its rows at `factor` times its size are made of.
  public static func rowsNeeded(for rows: Range<Int>, by factor: Int, of height: Int) -> Range<Int> {
    max(0, rows.lowerBound / factor - 2)..<min(height, (rows.upperBound - 1) / factor + 3)
  }

  /// The plane made smaller by `factor` and enlarged to its own size again, unrounded in between: what the
  /// network is given.
  ///
  /// Sizes that are no multiple of `factor` are enlarged by the ratio of the sizes, as
  /// `imresize(imresize(x, 1 / factor), [height width])` in the authors' `generate_train.m`.
  public func degraded(by factor: Int) -> Plane {
    guard !isEmpty else { return self }
    let small = downscaled(by: factor)
    return small.resized(
      width: width, height: height,
      horizontalScale: Double(width) / Double(small.width),
      verticalScale: Double(height) / Double(small.height))
  }

  private func resized(
    width newWidth: Int, height newHeight: Int, horizontalScale: Double, verticalScale: Double
  ) -> Plane {
    precondition(newWidth >= 0 && newHeight >= 0, "a plane of \(newWidth) x \(newHeight) samples")
    precondition(
      horizontalScale > 0 && verticalScale > 0 && horizontalScale.isFinite && verticalScale.isFinite,
      "a scale of \(horizontalScale) x \(verticalScale)")
    guard !isEmpty, newWidth > 0, newHeight > 0 else {
      precondition(newWidth == 0 || newHeight == 0, "an empty plane has no larger version")
      return Plane(width: newWidth, height: newHeight, samples: [])
    }
    return resized(
      BicubicWeights(inputCount: height, outputCount: newHeight, scale: verticalScale),
      BicubicWeights(inputCount: width, outputCount: newWidth, scale: horizontalScale), from: 0)
  }

  /// The plane, whose first row counts as `first`, by the weights of both axes.
  private func resized(_ vertical: BicubicWeights, _ horizontal: BicubicWeights, from first: Int) -> Plane {
    let newWidth = horizontal.starts.count - 1, newHeight = vertical.starts.count - 1
    // MATLAB goes along the columns first when both scales are equal; in Double the order leaves no trace.
    var resized = [Float](repeating: 0, count: newWidth * newHeight)
    var row = [Double](repeating: 0, count: width)
    for y in 0..<newHeight {
      sumRows(of: y, vertical, from: first, into: &row)
      sumColumns(of: row, horizontal, into: &resized, at: y * newWidth)
    }
    return Plane(width: newWidth, height: newHeight, samples: resized)
  }

  /// Row `y` of the plane resized vertically.
  private func sumRows(of y: Int, _ vertical: BicubicWeights, from first: Int, into row: inout [Double]) {
    for x in row.indices { row[x] = 0 }
    for tap in vertical.starts[y]..<vertical.starts[y + 1] {
      let weight = vertical.weights[tap], place = vertical.indices[tap] - first
      let source = samples[place * width..<(place + 1) * width]
      source.withUnsafeBufferPointer { source in
        row.withUnsafeMutableBufferPointer { row in
          for x in row.indices { row[x] += weight * Double(source[x]) }
        }
      }
    }
  }

  /// The row resized horizontally, stored from `offset` on.
  private func sumColumns(
    of row: [Double], _ horizontal: BicubicWeights, into resized: inout [Float], at offset: Int
  ) {
    for x in 0..<horizontal.starts.count - 1 {
      var sum = 0.0
      for tap in horizontal.starts[x]..<horizontal.starts[x + 1] {
        sum += horizontal.weights[tap] * row[horizontal.indices[tap]]
      }
      resized[offset + x] = Float(sum)
    }
  }
}

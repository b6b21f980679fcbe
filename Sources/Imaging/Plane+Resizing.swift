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
    let vertical = BicubicWeights(inputCount: height, outputCount: newHeight, scale: verticalScale)
    let horizontal = BicubicWeights(inputCount: width, outputCount: newWidth, scale: horizontalScale)
    // MATLAB goes along the columns first when both scales are equal; in Double the order leaves no trace.
    var resized = [Float](repeating: 0, count: newWidth * newHeight)
    var row = [Double](repeating: 0, count: width)
    for y in 0..<newHeight {
      sumRows(of: y, vertical, into: &row)
      sumColumns(of: row, horizontal, into: &resized, at: y * newWidth)
    }
    return Plane(width: newWidth, height: newHeight, samples: resized)
  }

  /// Row `y` of the plane resized vertically.
  private func sumRows(of y: Int, _ vertical: BicubicWeights, into row: inout [Double]) {
    for x in row.indices { row[x] = 0 }
    for tap in vertical.starts[y]..<vertical.starts[y + 1] {
      let weight = vertical.weights[tap]
      let source = samples[vertical.indices[tap] * width..<(vertical.indices[tap] + 1) * width]
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

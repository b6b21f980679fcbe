import Imaging
import LinearAlgebra
import Tensors

extension YangModel {
  /// The lasso that is solved for every patch.
  public var problem: LassoProblem {
    LassoProblem(
      penalty: settings.penalty, isNonNegative: settings.isNonNegative,
      breakpointsBeyond: settings.form.breakpointsBeyond)
  }

  /// What a patch's features of such a norm are divided by, and its high-resolution patch multiplied.
  func amplitude(ofFeatures norm: Double) -> Double { max(norm, settings.form.leastAmplitude) }

  /// The image at `scale` times its size, values as in the input (`0…1`, not clamped); the same bits for any
  /// number of threads.
  ///
  /// Patches at every step are averaged where they overlap; the border that none of them reaches is bicubic. Deviation:
  /// `L1SR.m` counts the last row and column of patches twice.
  /// - Throws: `SparseCodingError.imageTooSmall`.
  /// - Complexity: O(patches * atoms * (features + coefficients)).
  public func upscaled(_ lowResolution: Plane, threads: Int) throws -> Plane {
    let coder = try YangCoder(self, lowResolution)
    var image = YangMaps(lowResolution.upscaled(by: scale))
    let width = image.width
    let strips = try orderedMap(coder.rows.count, threads: threads) { item in
      coder.strip(ofRow: coder.rows.lowerBound + item, width: width)
    }
    var sums = [Double](repeating: 0, count: image.samples.count)
    for (row, strip) in zip(coder.rows, strips) {
      let start = row * geometry.step * width
      for i in strip.indices { sums[start + i] += strip[i] }
    }
    let (across, down) = (coverage(coder.columns, width), coverage(coder.rows, image.height))
    for y in 0..<image.height where down[y] > 0 {
      for x in 0..<width where across[x] > 0 {
        image.samples[y * width + x] = sums[y * width + x] / Double(down[y] * across[x])
      }
    }
    for _ in 0..<settings.backProjections { image.backProject(onto: lowResolution, scale: scale) }
    return image.plane()
  }

  /// How many patches that start at `origins` cover each of `length` pixels.
  private func coverage(_ origins: Range<Int>, _ length: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: length)
    for origin in origins {
      for i in origin * geometry.step..<origin * geometry.step + geometry.patch { counts[i] += 1 }
    }
    return counts
  }

  /// How sparse an image's codes are, and by how much the conditions of their optimality fail.
  ///
  /// - Throws: `SparseCodingError.imageTooSmall`.
  public func diagnostics(_ lowResolution: Plane, threads: Int) throws -> YangDiagnostics {
    let coder = try YangCoder(self, lowResolution)
    let rows = try orderedMap(coder.rows.count, threads: threads) { item in
      let coding = coder.coding(ofRow: coder.rows.lowerBound + item)
      let violations = coding.solutions.enumerated().map { index, solution in
        solution.violation(
          of: LassoProblem(penalty: coding.penalties[index], isNonNegative: problem.isNonNegative),
          gram: coder.patches.gram, correlations: coding.correlations.column(index))
      }
      return (atoms: coding.solutions.flatMap(\.atoms), violation: violations.max() ?? 0)
    }
    var uses = [Int](repeating: 0, count: settings.atoms)
    for row in rows {
      for atom in row.atoms { uses[Int(atom)] += 1 }
    }
    return YangDiagnostics(
      patches: coder.rows.count * coder.columns.count, uses: uses,
      largestViolation: rows.map(\.violation).max() ?? 0)
  }
}

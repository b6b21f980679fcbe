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

  /// Parts lie below each other, as wide as the image: so many samples each.
  private static let samplesAtATime = 4 << 20

  /// Patches at every step are averaged where they overlap; the border that none of them reaches is bicubic. Deviation:
  /// `L1SR.m` counts the last row and column of patches twice.
  ///
  /// Parts lie below each other, as wide as the image.
  /// - Throws: `SparseCodingError.imageTooSmall`.
  /// - Complexity: O(patches * atoms * (features + coefficients)).
  public func upscale(_ lowResolution: Plane, threads: Int, part: (EnlargedPart) throws -> Void) throws {
    let width = lowResolution.width * scale
    try upscale(
      lowResolution, threads: threads, rowsAtATime: max(1, Self.samplesAtATime / max(width, 1)), part: part)
  }

  func upscale(
    _ lowResolution: Plane, threads: Int, rowsAtATime: Int, part: (EnlargedPart) throws -> Void
  ) throws {
    let patches = YangPatchCoder(self)
    let all = geometry.origins(along: lowResolution.height)
    var canvas = try YangCanvas(self, lowResolution)
    var projection = YangProjection(self, lowResolution, rowsAtATime: rowsAtATime)
    let width = canvas.width, count = max(1, rowsAtATime / geometry.step)
    for first in stride(from: all.lowerBound, to: all.upperBound, by: count) {
      let coder = YangCoder(patches, lowResolution, rows: first..<min(all.upperBound, first + count))
      let strips = try orderedMap(coder.rows.count, threads: threads) { item in
        coder.strip(ofRow: coder.rows.lowerBound + item, width: width)
      }
      for (row, strip) in zip(coder.rows, strips) { canvas.add(strip, at: row * geometry.step) }
      let isLast = coder.rows.upperBound == all.upperBound
      projection.append(canvas.finish(before: isLast ? canvas.height : coder.rows.upperBound * geometry.step))
      while let finished = projection.next() { try part(finished) }
    }
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

import Imaging
import LinearAlgebra
import Tensors

/// Super-resolution by sparse coding (SC): a patch's features are written as few atoms of a low-resolution
/// dictionary, and the same mixture of high-resolution atoms is the patch made larger.
///
///     let model = try YangModel.trained(on: images, scale: 3, settings: .cvpr2008(scale: 3), seed: 1, threads: 2)
///     let large = try model.upscaled(small, threads: 2)
///
/// - Source: J. Yang et al., CVPR 2008 and TIP 2010; see ``YangForm``.
public struct YangModel: UpscalingMethod, Equatable {
  /// The factor by which both sides grow.
  public let scale: Int
  /// What the model was trained with; only what concerns coding counts for upscaling.
  public let settings: YangSettings
  /// Dh: an atom of `patch` x `patch` samples a column, row-major within the patch.
  public let highResolutionAtoms: Matrix<Double>
  /// Dl: the features of an atom a column, four maps of `middlePatch` x `middlePatch`, row-major within each.
  public let lowResolutionAtoms: Matrix<Double>
  /// Where patches lie.
  public let geometry: YangGeometry

  /// Takes a trained pair of dictionaries.
  ///
  /// - Throws: `SparseCodingError.badSetting`, `.badShape` if the dictionaries don't fit the settings and the scale,
  ///   `.notFinite`.
  public init(
    scale: Int, settings: YangSettings, highResolutionAtoms: Matrix<Double>,
    lowResolutionAtoms: Matrix<Double>
  ) throws(SparseCodingError) {
    try settings.check()
    geometry = try YangGeometry(form: settings.form, scale: scale)
    self.scale = scale
    self.settings = settings
    self.highResolutionAtoms = highResolutionAtoms
    self.lowResolutionAtoms = lowResolutionAtoms
    try Self.check(highResolutionAtoms, "Dh", rows: geometry.patchCount, atoms: settings.atoms)
    try Self.check(lowResolutionAtoms, "Dl", rows: geometry.featureCount, atoms: settings.atoms)
  }

  private static func check(
    _ atoms: Matrix<Double>, _ name: String, rows: Int, atoms count: Int
  ) throws(SparseCodingError) {
    guard atoms.rows == rows, atoms.columns == count else {
      throw .badShape(
        name: name, expected: "\(count) atoms of \(rows) values",
        found: "\(atoms.columns) atoms of \(atoms.rows) values")
    }
    guard atoms.isFinite else { throw .notFinite(name: name) }
  }

  /// Splits a joint dictionary, high resolution above low resolution, and gives its atoms the norm 1 in both; an
  /// atom that is zero in one stays so.
  init(scale: Int, settings: YangSettings, joint: Matrix<Double>) throws(SparseCodingError) {
    let geometry = try YangGeometry(form: settings.form, scale: scale)
    let split = geometry.patchCount
    var high: [Double] = [], low: [Double] = []
    for atom in 0..<joint.columns {
      high += normalized(joint.column(atom).prefix(split))
      low += normalized(joint.column(atom).dropFirst(split))
    }
    try self.init(
      scale: scale, settings: settings,
      highResolutionAtoms: Matrix(rows: split, columns: joint.columns, elements: high),
      lowResolutionAtoms: Matrix(rows: geometry.featureCount, columns: joint.columns, elements: low))
  }
}

/// Values of norm 1, or zeros as they are.
func normalized(_ values: ArraySlice<Double>) -> [Double] {
  let length = norm(values)
  return values.map { length > 0 ? $0 / length : 0 }
}

/// The Euclidean norm.
func norm(_ values: ArraySlice<Double>) -> Double {
  values.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

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

/// What ``YangModel/diagnostics(_:threads:)`` finds in the codes of an image.
public struct YangDiagnostics: Sendable, Equatable {
  /// Patches coded.
  public let patches: Int
  /// For each atom the patches in which its coefficient isn't 0.
  public let uses: [Int]
  /// The largest of ``LassoSolution/violation(of:gram:correlations:)``, a multiple of the penalty.
  public let largestViolation: Double

  /// Share of the coefficients that are 0, `0…1`.
  public var shareOfZeros: Double { 1 - Double(uses.reduce(0, +)) / Double(patches * uses.count) }
}

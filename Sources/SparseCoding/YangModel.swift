import Imaging
import LinearAlgebra

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

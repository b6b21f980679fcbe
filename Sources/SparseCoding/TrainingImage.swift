import Imaging
import LinearAlgebra

/// A sharp image as the training sees it: the features of its enlarged low-resolution version, and what that
/// version lacks.
struct TrainingImage: Sendable {
  let gradients: GradientPlanes
  /// The sharp image minus the enlarged one.
  let difference: ColumnPlane

  /// Degrades `sharp`, cut to a multiple of the scale, and lays patches `step` low-resolution pixels apart.
  init(_ sharp: Plane, scale: Int, step: Int) {
    let sharp = sharp.cropped(toMultipleOf: scale)
    let enlarged = sharp.isEmpty ? sharp : sharp.downscaled(by: scale).upscaled(by: scale)
    gradients = GradientPlanes(enlarged, scale: scale, step: step)
    var difference = sharp
    for index in difference.samples.indices { difference.samples[index] -= enlarged.samples[index] }
    self.difference = ColumnPlane(difference)
  }

  var grid: PatchGrid { gradients.grid }

  /// The differences in some patches, a column each.
  func differences(_ patches: some Sequence<Int>) -> Matrix<Float> {
    var values: [Float] = []
    for patch in patches {
      difference.append(patchAt: grid.origin(patch), side: grid.side, to: &values)
    }
    let length = grid.side * grid.side
    return Matrix(rows: length, columns: values.count / length, elements: values)
  }
}

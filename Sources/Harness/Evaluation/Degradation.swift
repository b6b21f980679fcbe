import ExperimentSpecs
import Imaging

/// How the network's input is made from a sharp image.
struct Degradation: Sendable, Hashable {
  /// The upscaling factor.
  let scale: Int
  /// The standard deviation of a Gaussian blur before every `scale`-th pixel is kept, pixels; nil for MATLAB's
  /// antialiased bicubic reduction.
  let blur: Double?

  /// The plane reduced, and enlarged again by bicubic interpolation, unrounded in between.
  ///
  /// For the comparison with DNC the paper says that images are blurred, not how they are reduced. Keeping the
  /// middle pixel of each block gives 30.41 dB for bicubic on Set5, antialiased reduction 30.10; the paper has 30.29.
  func applied(to plane: Plane) -> Plane {
    guard blur != nil else { return plane.degraded(by: scale) }
    let small = reduced(plane)
    return small.isEmpty
      ? small : small.resized(width: plane.width, height: plane.height, scale: Double(scale))
  }

  /// The plane at `1 / scale` of its size.
  func reduced(_ plane: Plane) -> Plane {
    blur.map { plane.blurred(standardDeviation: $0, keepingEvery: scale) } ?? plane.downscaled(by: scale)
  }

  /// What is done, as protocols say it.
  var words: String {
    guard let blur else { return "MATLAB bicubic (antialiased) down and up by \(scale), not quantised" }
    return
      "Gaussian blur of \(blur) pixels, the middle pixel of each \(scale) x \(scale) block kept, MATLAB bicubic up by "
      + "\(scale), not quantised"
  }
}

extension DataSection {
  /// How the network's input is made.
  var degradation: Degradation { Degradation(scale: scale, blur: blur) }
}

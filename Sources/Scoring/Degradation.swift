import ExperimentSpecs
import Imaging
import Wording

/// How the network's input is made from a sharp image.
package struct Degradation: Sendable, Hashable {
  /// The upscaling factor.
  package let scale: Int
  /// How the image is blurred before it is reduced; nil for MATLAB's antialiased bicubic reduction alone.
  package let blur: DataSection.Blur?

  /// A reduction by `scale`, after a blur if there is one.
  package init(scale: Int, blur: DataSection.Blur?) {
    (self.scale, self.blur) = (scale, blur)
  }

  /// The plane reduced, and enlarged again by bicubic interpolation, unrounded in between.
  ///
  /// For the comparison with DNC the paper says that images are blurred, not how they are reduced. Bicubic reduction
  /// gives 30.10 dB for bicubic on Set5, keeping the middle pixel of each block 30.41; the paper has 30.29.
  package func applied(to plane: Plane) -> Plane {
    guard blur != nil else { return plane.degraded(by: scale) }
    let small = reduced(plane)
    return small.isEmpty
      ? small : small.resized(width: plane.width, height: plane.height, scale: Double(scale))
  }

  /// What a network is given of a sharp plane: that reduced and enlarged again or, if it enlarges by itself, that reduced.
  /// - Parameter enlargement: how many times as high and wide as its input the network's output is: 1, or `scale`.
  package func input(from plane: Plane, enlargement: Int) -> Plane {
    precondition(enlargement == 1 || enlargement == scale, "\(enlargement) times at a factor of \(scale)")
    return enlargement == 1 ? applied(to: plane) : reduced(plane)
  }

  /// The plane at `1 / scale` of its size.
  package func reduced(_ plane: Plane) -> Plane {
    guard let blur else { return plane.downscaled(by: scale) }
    return switch blur.reduction {
    case .bicubic:
      plane.blurred(standardDeviation: blur.standardDeviation, keepingEvery: 1).downscaled(by: scale)
    case .middlePixel: plane.blurred(standardDeviation: blur.standardDeviation, keepingEvery: scale)
    }
  }

  /// What is done, as protocols say it.
  /// - Parameter enlargement: of the network, which takes the reduced image if it enlarges by itself.
  package func words(enlargement: Int) -> String {
    let up = enlargement == 1 ? "and up " : ""
    let interpolation = "MATLAB bicubic (antialiased) down \(up)by \(scale), not quantised"
    guard let blur else { return interpolation }
    let gaussian = "Gaussian blur of \(blur.standardDeviation) pixels"
    return switch blur.reduction {
    case .bicubic: "\(gaussian), \(interpolation)"
    case .middlePixel:
      "\(gaussian), the middle pixel of each \(scale) x \(scale) block kept, "
        + (enlargement == 1 ? "MATLAB bicubic up by \(scale), " : "") + "not quantised"
    }
  }
}

extension DataSection {
  /// How the network's input is made.
  package var degradation: Degradation { Degradation(scale: scale, blur: blur) }
}

extension DataSection.Blur {
  /// What tells it from other blurs in the name of a file: `0.55-bicubic`.
  package var tag: String { "\(standardDeviation)-\(reduction.rawValue)" }
}

import Datasets
import ExperimentSpecs
import Imaging
import Tensors
import Vocabulary

/// How a super-resolved image is compared with the truth.
package enum ScoringProtocol: String, Sendable, CaseIterable {
  /// As in the paper's tables: every layer pads by repeating the border, and `scale` pixels are shaved.
  case table
  /// As the paper's convergence curves most likely were: only the pixels that an un-padded network gives.
  case curve

  /// The whole protocol in words, as it is stored beside each number.
  /// - Parameters:
  ///   - padding: what the layers of a network read beyond the border; nil for what isn't a network.
  ///   - enlargement: how many times as high and wide as its input a network's output is.
  /// - Source: the authors' demo code (`SRCNN.m`, `compute_psnr.m`, `shave.m`).
  package func sentence(
    scale: Int, luma: DatasetManifest.Luma, blur: DataSection.Blur? = nil, padding: Padding? = .replicate,
    enlargement: Int = 1
  ) -> String {
    let input = Degradation(scale: scale, blur: blur).words(enlargement: enlargement)
    let area =
      switch self {
      case .table:
        (padding.map { "\($0.rawValue) padding at every layer, " } ?? "")
          + "\(scale) pixels shaved on each side"
      case .curve: "un-padded network output only"
      }
    return
      "\(luma.words); cropped to a multiple of \(scale); \(input); "
      + "output x255, rounded half away from zero, clamped; \(area); peak 255"
  }
}

extension DatasetManifest.Luma {
  /// What a sentence on the protocol begins with.
  package var words: String {
    switch self {
    case .ycbcr: "Y of MATLAB's rgb2ycbcr (uint8)"
    case .gray: "full-range gray of MATLAB's rgb2gray (uint8)"
    }
  }
}

/// What images of one set scored during training, by both protocols.
package struct CurveScores: Sendable, Equatable {
  /// PSNR by the table protocol, dB.
  package var psnr: [Double]
  /// PSNR by the curve protocol, dB; NaN for an image smaller than the network's margin.
  package var psnrCurveProtocol: [Double]
}

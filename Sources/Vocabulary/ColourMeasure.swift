/// A measure of a colour image: PSNR of some of its channels, dB.
public enum ColourMeasure: String, Sendable, CaseIterable {
  /// PSNR of Y.
  case y = "psnrY"
  /// PSNR of Cb.
  case cb = "psnrCb"
  /// PSNR of Cr.
  case cr = "psnrCr"
  /// PSNR of the squared error pooled over Y, Cb and Cr: the paper's Table 5 calls it "RGB color image".
  case pooled = "psnrYCbCr"
  /// PSNR of the squared error pooled over R, G and B.
  case rgb = "psnrRGB"

  /// What tables call it.
  public var title: String {
    switch self {
    case .y: "Y PSNR"
    case .cb: "Cb PSNR"
    case .cr: "Cr PSNR"
    case .pooled: "YCbCr PSNR"
    case .rgb: "RGB PSNR"
    }
  }

  /// What it is, as it is stored beside each number.
  public var definition: String {
    let what =
      switch self {
      case .y: "Y of MATLAB's rgb2ycbcr (uint8)"
      case .cb: "Cb of MATLAB's rgb2ycbcr (uint8)"
      case .cr: "Cr of MATLAB's rgb2ycbcr (uint8)"
      case .pooled: "squared error pooled over Y, Cb and Cr (uint8); the last column of the paper's Table 5"
      case .rgb: "squared error pooled over R, G and B (uint8)"
      }
    return what + "; a channel that the network doesn't give is interpolated; NaN for an image without colour"
  }
}

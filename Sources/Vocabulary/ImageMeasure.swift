/// How near a gray image comes to the true one: the six measures of the paper's Tables 2 to 4, in their order.
///
/// More is better in all of them.
public enum ImageMeasure: String, CaseIterable, Sendable, Codable {
  /// Peak signal-to-noise ratio.
  case psnr
  /// Structural similarity.
  case ssim
  /// Information fidelity criterion.
  case ifc
  /// Noise quality measure.
  case nqm
  /// Peak signal-to-noise ratio weighted by what the eye sees.
  case wpsnr
  /// Structural similarity at five scales.
  case msssim

  /// What everybody reports: PSNR and SSIM.
  public static let standard: [ImageMeasure] = [.psnr, .ssim]

  /// The others, which are measured where a spec asks for them.
  public static let further = allCases.filter { !standard.contains($0) }

  /// The measure's name in a table.
  public var title: String { rawValue.uppercased() }

  /// The unit of the scores; `1` for a pure number.
  public var unit: String {
    switch self {
    case .psnr, .nqm, .wpsnr: "dB"
    case .ifc: "bit/pixel"
    case .ssim, .msssim: "1"
    }
  }

  /// The decimals that the paper prints.
  public var decimals: Int {
    switch self {
    case .psnr, .ifc, .nqm, .wpsnr: 2
    case .ssim, .msssim: 4
    }
  }
}

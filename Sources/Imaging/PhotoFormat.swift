/// The formats that photos are written in, told by the ending of a file's name.
public enum PhotoFormat: String, Sendable, CaseIterable {
  case png = "PNG"
  case jpeg = "JPEG"
  case tiff = "TIFF"
  case webp = "WebP"

  /// The endings of names, in small letters.
  public var endings: [String] {
    switch self {
    case .png: ["png"]
    case .jpeg: ["jpg", "jpeg"]
    case .tiff: ["tif", "tiff"]
    case .webp: ["webp"]
    }
  }

  /// The format of a file of this name; nil if no format's names end so.
  public init?(path: String) {
    let ending = path.split(separator: "/").last?.split(separator: ".").last?.lowercased() ?? ""
    guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
    self = format
  }

  /// The most pixels a side.
  public var longestSide: Int {
    switch self {
    case .png, .tiff: 1 << 30
    case .jpeg: 65_500
    case .webp: 16_383
    }
  }

  /// Checks that an image isn't too large for the format, before the work that gives its samples.
  /// - Throws: `ImagingError.unencodable`, naming `path`.
  public func requireSides(width: Int, height: Int, path: String) throws(ImagingError) {
    guard width > 0, height > 0, width <= longestSide, height <= longestSide else {
      throw .unencodable(
        path: path, reason: "\(rawValue) holds 1 to \(longestSide) pixels a side, not \(width) x \(height)")
    }
  }

  /// Whether opacity is kept.
  public var keepsAlpha: Bool { self != .jpeg }
  /// Whether the density is kept.
  public var keepsDensity: Bool { self != .webp }
  /// Whether a colour space without a profile is kept.
  public var keepsColourSpace: Bool { self == .png }
  /// Whether 16 bits a sample are kept.
  public var keepsDepth: Bool { self == .png || self == .tiff }
}

import Imaging
import Wording

/// An image of the user's in place of the one that a picture is of.
package struct OwnImage: Sendable {
  /// The file.
  package let path: String
  /// Left, top, width and height of the part that is enlarged, pixels; nil for the middle.
  package let part: [Int]?

  /// Names both.
  package init(path: String, part: [Int]?) {
    (self.path, self.part) = (path, part)
  }

  /// The usual side of the part, pixels.
  private static let side = 76

  /// Checks that it can be read and cut, before methods are trained.
  /// - Throws: `ImagingError`; `OptionError` for a picture of no image, and for a part outside of it.
  package func require(for picture: PaperPicture) throws {
    try requireImage(of: picture)
    _ = try loaded(scale: 1)
  }

  func requireImage(of picture: PaperPicture) throws(OptionError) {
    guard picture.isOfNetworksAlone else { return }
    throw OptionError(
      option: "--image", expected: "a picture of an image: fig6, fig14 to fig16, rgb-image or coffee",
      found: "\(path) for \(picture.rawValue)")
  }

  /// The image, RGB, and the part of it, which lies within what is left of it after cropping to a multiple of the factor.
  /// - Throws: `ImagingError`; `OptionError` for a part outside of it.
  func loaded(scale: Int) throws -> (image: ByteImage, part: PixelRectangle) {
    let photo = try Photo(contentsOf: path).image
    let image =
      photo.channels == 3
      ? photo
      : ByteImage(
        width: photo.width, height: photo.height, channels: 3, pixels: photo.pixels.flatMap { [$0, $0, $0] })
    let (width, height) = (image.width / scale * scale, image.height / scale * scale)
    guard min(width, height) >= 48 else {
      throw ImagingError.tooSmall(
        path: path, width: image.width, height: image.height, least: 48, purpose: "a picture")
    }
    guard let part else {
      let side = min(Self.side, width, height)
      return (image, PixelRectangle(x: (width - side) / 2, y: (height - side) / 2, width: side, height: side))
    }
    guard part.count == 4, part.allSatisfy({ (0...1_000_000).contains($0) }), part[2] >= 8, part[3] >= 8,
      part[0] + part[2] <= width, part[1] + part[3] <= height
    else {
      throw OptionError(
        option: "--part",
        expected: "left,top,width,height within \(width) x \(height) pixels, at least 8 x 8",
        found: part.map(String.init).joined(separator: ","))
    }
    return (image, PixelRectangle(x: part[0], y: part[1], width: part[2], height: part[3]))
  }
}

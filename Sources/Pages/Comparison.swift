import Foundation
import Wording

/// One test image by several methods, two of which are laid over each other with a slider between.
public struct Comparison: Sendable {
  /// The image by one method.
  public struct Shot: Sendable, Equatable {
    public var method: String
    /// PSNR by the tables' protocol, dB; nil for the original.
    public var psnr: Double?
    /// The bytes of a PNG file.
    public var png: [UInt8]

    public init(method: String, psnr: Double?, png: [UInt8]) {
      self.method = method
      self.psnr = psnr
      self.png = png
    }
  }

  /// The image's name and upscaling factor.
  public var title: String
  /// Where the image is from, and its terms.
  public var note: String
  /// The size in pixels.
  public var width: Int
  /// The size in pixels.
  public var height: Int
  /// The image by each method; the original is one of them.
  public var shots: [Shot]

  public init(title: String, note: String, width: Int, height: Int, shots: [Shot]) {
    self.title = title
    self.note = note
    self.width = width
    self.height = height
    self.shots = shots
  }

  func html(_ index: Int) -> String {
    let images = shots.map { shot in
      let label = Self.label(shot)
      return "<figure><img alt=\"\(escaped("\(title), \(label)"))\" width=\"\(width)\" height=\"\(height)\" "
        + "src=\"data:image/png;base64,\(Data(shot.png).base64EncodedString())\">"
        + "<figcaption>\(escaped(label))</figcaption></figure>"
    }
    return """
      <div class="compare" id="compare-\(index)" role="group" aria-label="\(escaped(title))">
      <h3>\(escaped(title))</h3>
      <p>\(inline(note))</p>
      <div class="shots">
      \(images.joined(separator: "\n"))
      </div>
      </div>
      """
  }

  private static func label(_ shot: Shot) -> String {
    shot.method + (shot.psnr.map { ", \($0.fixed(2)) dB" } ?? "")
  }
}

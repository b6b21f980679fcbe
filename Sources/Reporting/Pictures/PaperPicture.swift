/// A picture that is made of trained weights: the paper's, and one more.
package enum PaperPicture: String, Sendable, CaseIterable {
  /// The filters of the first layer.
  case fig5
  /// Feature maps of butterfly.
  case fig6
  /// The filters of the first layer for Cb and Cr.
  case fig13
  /// Butterfly by several methods.
  case fig14
  /// ppt3 by several methods.
  case fig15
  /// Zebra by several methods.
  case fig16
  /// Butterfly by the network of three channels with zero padding, as re-implementations of the paper show it.
  case rgbImage = "rgb-image"
  /// The dictionary of sparse coding beside the filters of the first layer.
  case atoms
  /// A photograph that may be shown to anyone, by several methods.
  case coffee

  /// What it shows.
  package var title: String {
    switch self {
    case .fig5: "First-layer filters"
    case .fig6: "Feature maps of butterfly"
    case .fig13: "First-layer filters for Cb and Cr"
    case .fig14: "butterfly x3"
    case .fig15: "ppt3 x3"
    case .fig16: "zebra x3"
    case .rgbImage: "butterfly x3 in RGB"
    case .atoms: "Atoms of sparse coding and first-layer filters"
    case .coffee: "A cup of coffee x3, by the network and by methods before it"
    }
  }

  /// Whether it has nothing of the paper's test images in it: those aren't ours to publish.
  package var isPublishable: Bool { isOfNetworksAlone || self == .coffee }

  /// Whether it shows networks and no image.
  package var isOfNetworksAlone: Bool { subject == nil }

  /// The image that it is of, and the part that is enlarged; nil for filters.
  ///
  /// The paper's own parts aren't given in numbers; these show what its text speaks of: the wing's lines, letters, the
  /// stripes.
  var subject: (set: String, image: String, part: PixelRectangle)? {
    switch self {
    case .fig5, .fig13, .atoms: nil
    case .fig6, .fig14, .rgbImage: ("set5", "butterfly", PixelRectangle(x: 100, y: 30, width: 76, height: 76))
    case .coffee: ("free", "coffee", PixelRectangle(x: 332, y: 232, width: 76, height: 76))
    case .fig15: ("set14", "ppt3", PixelRectangle(x: 36, y: 244, width: 76, height: 76))
    case .fig16: ("set14", "zebra", PixelRectangle(x: 250, y: 130, width: 76, height: 76))
    }
  }

  /// The spec and the variants whose runs are shown if no weights are named.
  package var usual: (spec: String, variants: [String]) {
    switch self {
    case .fig5, .fig6: ("filter-size", ["9-1-5"])
    case .fig13: ("channels", ["y-first"])
    case .fig14, .fig15, .fig16: ("sparse-coding", ["sc-x3", "ne+lle-x3", "anr-x3", "a+-x3", "9-5-5-x3"])
    case .coffee: ("sparse-coding", ["sc-x3", "anr-x3", "a+-x3", "9-5-5-x3"])
    case .rgbImage: ("rgb-same", ["9-1-5"])
    case .atoms: ("sparse-network", ["sc-64", "9-1-5"])
    }
  }
}

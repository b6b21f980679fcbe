/// How the input of every layer is extended at the border of an image.
///
/// It belongs to a use of a network and not to its weights: the paper trains without padding, and applies the same
/// weights with the border repeated.
public enum Padding: String, Sendable, CaseIterable, Codable {
  /// Not at all: each layer of filter size f takes f - 1 rows and columns away.
  case valid
  /// By repeating the border pixels, at every layer, as the authors' test code does.
  case replicate
  /// By zeros, as "same" convolution in common frameworks does.
  case zero
}

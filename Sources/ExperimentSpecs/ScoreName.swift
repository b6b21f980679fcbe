/// A number that finished runs have: a measure on a test set, or of one image of it.
///
///     set5.psnr                  the mean over the images of Set5
///     set14/zebra.psnr           one image
public struct ScoreName: Sendable, Equatable, Hashable {
  /// The test set; in a claim `validation` as well.
  public var set: String
  /// The image, by its file's name without the ending, of letters, digits and `._+-`; nil for the mean over all.
  public var image: String?
  /// What is measured.
  public var measure: ClaimExpression.Measure

  /// The score of a set, or of an image.
  public init(set: String, image: String? = nil, measure: ClaimExpression.Measure) {
    self.set = set
    self.image = image
    self.measure = measure
  }

  /// As it stands in a spec.
  public var text: String { self.set + (image.map { "/\($0)" } ?? "") + "." + measure.rawValue }

  /// The parts of a text that has the form of a score, whatever its measure is called; nil for any other.
  static func parts(of text: String) -> (set: String, image: String?, measure: Substring)? {
    guard let dot = text.lastIndex(of: ".") else { return nil }
    let names = text[..<dot].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard names.count <= 2, names.allSatisfy(\.isName) else { return nil }
    return (names[0], names.count == 2 ? names[1] : nil, text[text.index(after: dot)...])
  }

  /// The measures that a set has, or one image.
  static func measures(ofImage isOfImage: Bool) -> [ClaimExpression.Measure] {
    ClaimExpression.Measure.allCases.filter { !isOfImage || ![.seconds, .zeros].contains($0) }
  }
}

extension ScoreName {
  static let form = Form<ScoreName>(
    expected: expected,
    schema: .object([
      "type": .text("string"),
      "pattern": .text(
        "^\(name)(\\.(\(alternation(ofImage: false)))|/\(name)\\.(\(alternation(ofImage: true))))$"),
    ]),
    read: { node, reading in
      guard case .text(let text) = node.value, let parts = parts(of: text) else {
        reading.refuse(node, expected: expected)
        return nil
      }
      let known = measures(ofImage: parts.image != nil)
      guard let measure = known.first(where: { $0.rawValue == parts.measure }) else {
        reading.problems.append(
          SpecProblem(
            place: node.place, expected: "a measure: \(alternatives(known.map(\.rawValue)))",
            found: "'\(String(parts.measure).shortened)'",
            suggestion: nearest(to: String(parts.measure), among: known.map(\.rawValue))))
        return nil
      }
      return ScoreName(set: parts.set, image: parts.image, measure: measure)
    },
    write: { .text($0.text) })

  private static let name = "[A-Za-z0-9][A-Za-z0-9._+-]*"

  private static func alternation(ofImage isOfImage: Bool) -> String {
    measures(ofImage: isOfImage).map(\.rawValue).joined(separator: "|")
  }

  private static let expected =
    #"a test set and a measure, as in "set5.psnr", or an image of it, as in "set14/zebra.psnr""#
}

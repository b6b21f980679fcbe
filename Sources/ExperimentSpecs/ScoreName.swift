import Vocabulary
import Wording

/// A number that finished runs have: a measure on a test set, or of one image of it.
///
///     set5.psnr                  the mean over the images of Set5
///     set14/zebra.psnr           one image
public struct ScoreName: Sendable, Equatable, Hashable {
  /// The test set; in a claim `validation` as well.
  public var set: String
  /// The image, by its file's name without the ending, of letters, digits and `._+-`; nil for the mean over all.
  public var image: String?
  public var measure: Measure

  /// The score of a set, or of an image.
  public init(set: String, image: String? = nil, measure: Measure) {
    self.set = set
    self.image = image
    self.measure = measure
  }

  /// As it stands in a spec.
  public var text: String { self.set + (image.map { "/\($0)" } ?? "") + "." + measure.rawValue }

  /// What is wrong with a text that should be a score.
  enum Flaw: Error {
    /// It hasn't the form of one.
    case form
    /// Its set or its image has no such measure, at its end.
    case measure(String, known: [String])
  }

  /// Reads a score as it stands in a spec.
  init(reading text: String) throws(Flaw) {
    guard let dot = text.lastIndex(of: ".") else { throw .form }
    let names = text[..<dot].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard names.count <= 2, names.allSatisfy(\.isName) else { throw .form }
    let image = names.count == 2 ? names[1] : nil
    let name = String(text[text.index(after: dot)...])
    let known = Self.measures(ofImage: image != nil)
    guard let measure = known.first(where: { $0.rawValue == name }) else {
      throw .measure(name, known: known.map(\.rawValue))
    }
    self.init(set: names[0], image: image, measure: measure)
  }

  /// The measures that a set has, or one image.
  private static func measures(ofImage isOfImage: Bool) -> [Measure] {
    Measure.allCases.filter { !isOfImage || $0.isOfImages }
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
      guard case .text(let text) = node.value else {
        reading.refuse(node, expected: expected)
        return nil
      }
      do throws(Flaw) {
        return try ScoreName(reading: text)
      } catch {
        switch error {
        case .form: reading.refuse(node, expected: expected)
        case .measure(let name, let known):
          reading.problems.append(
            SpecProblem(
              place: node.place, expected: "a measure: \(alternatives(known))", found: "'\(name.shortened)'",
              suggestion: nearest(to: name, among: known)))
        }
        return nil
      }
    },
    write: { .text($0.text) })

  private static let name = "[A-Za-z0-9][A-Za-z0-9._+-]*"

  private static func alternation(ofImage isOfImage: Bool) -> String {
    measures(ofImage: isOfImage).map(\.rawValue).joined(separator: "|")
  }

  private static let expected =
    #"a test set and a measure, as in "set5.psnr", or an image of it, as in "set14/zebra.psnr""#
}

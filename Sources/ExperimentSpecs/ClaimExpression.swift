/// What a claim says, in a form that measurements can decide.
///
///     set5.psnr: 9-5-5 > 9-3-5 > 9-1-5              each network is better than the next
///     set5.psnr: |9-1-1-5 - 9-1-5| < 0.1            two networks are nearly as good
///     set5.psnr: 9-5-5 - 9-1-5 > 0.2                one is better by more than so much
///     set5.psnr: 9-1-5 > sc                         a network is better than a method of the paper's Table 2
///     set14/zebra.psnr: 9-5-5 > a+                  the same on one image
///     first passes 31.42 at backprops: 9-5-5 < 9-1-5    one gets to a level sooner than another
///
/// Names are variants (with the grid's values, if there is a grid) or methods of the paper's Table 2; a text that is a
/// number is one. A minus between two names has blanks around it, since names have hyphens of their own.
public struct ClaimExpression: Sendable, Equatable {
  /// What is compared.
  public enum Quantity: Sendable, Equatable {
    /// A final score by the tables' protocol, on a test set or on `validation`.
    case score(ScoreName)
    /// The backprops at which the curve on the validation set first reaches a PSNR.
    case backprops(passing: Operand)
  }

  /// A name or a number.
  public enum Operand: Sendable, Hashable {
    /// A variant's id, or a method's word.
    case named(String)
    /// A number in the quantity's unit.
    case number(Double)
  }

  /// One side of a comparison.
  public enum Term: Sendable, Equatable {
    /// A value itself.
    case value(Operand)
    /// The first less the second.
    case difference(Operand, Operand)
    /// How far the two are apart.
    case distance(Operand, Operand)
  }

  /// The sign between neighbours of the chain, the same throughout.
  public enum Relation: String, Sendable, Equatable {
    /// `>`
    case greater = ">"
    /// `<`
    case less = "<"
  }

  /// A name of the expression and where it stands, in characters from 0.
  struct Mention: Sendable, Equatable {
    var name: String
    var offset: Int
    /// Whether it is the level that is passed.
    var isLevel: Bool
  }

  /// The expression as it was written.
  public let text: String
  /// What is compared.
  public let quantity: Quantity
  /// At least two terms.
  public let terms: [Term]
  /// The sign between them.
  public let relation: Relation
  /// Every variant or method of the terms and of the level that is passed.
  let mentions: [Mention]

  /// Whether scores are compared, which methods have too, and not lengths of training.
  public var isOfScores: Bool { if case .score = quantity { true } else { false } }

  /// The names of the terms, each once, in order; the level that is passed isn't among them.
  public var names: [String] {
    terms.flatMap(\.operands).reduce(into: []) { names, operand in
      if case .named(let name) = operand, !names.contains(name) { names.append(name) }
    }
  }
}

extension ClaimExpression.Term {
  /// One operand or two.
  public var operands: [ClaimExpression.Operand] {
    switch self {
    case .value(let operand): [operand]
    case .difference(let first, let second), .distance(let first, let second): [first, second]
    }
  }
}

import Wording

/// Reads the expression of a claim.
///
///     claim    = head ":" chain
///     head     = SET ["/" IMAGE] "." MEASURE | "first passes" operand "at backprops"
///     chain    = term (">" term)+ | term ("<" term)+
///     term     = operand | operand "-" operand | "|" operand "-" operand "|"
///     operand  = NAME | NUMBER
struct ClaimParser {
  /// A word or a sign, and where it stands.
  private struct Token {
    var text: String
    var offset: Int
    var isWord: Bool
  }

  private let text: String
  private let place: Place
  private var tokens: [Token] = []
  private var index = 0
  private var mentions: [ClaimExpression.Mention] = []

  /// - Parameter place: that of the text in the spec, its opening quote.
  init(_ text: String, at place: Place) {
    self.text = text
    self.place = place
    tokens = Self.tokens(of: Array(text))
  }

  /// The expression.
  /// - Throws: the first thing that isn't as it should be, with its place.
  mutating func expression() throws(SpecProblem) -> ClaimExpression {
    let quantity = try head()
    var terms = [try term()]
    guard let first = token, let relation = ClaimExpression.Relation(rawValue: first.text) else {
      throw unexpected("'>' or '<'")
    }
    while token != nil {
      guard token?.text == relation.rawValue else {
        throw unexpected("'\(relation.rawValue)', or the end of the expression")
      }
      index += 1
      let start = token
      terms.append(try term())
      try check(terms.suffix(2), at: start)
    }
    let expression = ClaimExpression(
      text: text, quantity: quantity, terms: terms, relation: relation, mentions: mentions)
    guard !expression.names.isEmpty else {
      throw problem(at: 0, expected: "a variant or a method in the comparison", found: "numbers alone")
    }
    return expression
  }

  private mutating func head() throws(SpecProblem) -> ClaimExpression.Quantity {
    let quantity: ClaimExpression.Quantity
    if token?.text == "first" {
      for word in ["first", "passes"] { try take(word) }
      let level = try operand("the level that is passed, a number or a method", isLevel: true)
      for word in ["at", "backprops"] { try take(word) }
      quantity = .backprops(passing: level)
    } else {
      quantity = try score()
    }
    try take(":")
    return quantity
  }

  private mutating func score() throws(SpecProblem) -> ClaimExpression.Quantity {
    let expected = "a test set and a measure, as in set5.psnr, or 'first passes'"
    guard let word = token, word.isWord, word.text.contains(".") else {
      throw unexpected(expected, suggestion: token.flatMap { nearest(to: $0.text, among: ["first"]) })
    }
    let score: ScoreName
    do throws(ScoreName.Flaw) {
      score = try ScoreName(reading: word.text)
    } catch {
      switch error {
      case .form: throw unexpected(expected)
      case .measure(let name, let known):
        throw problem(
          at: word.offset + word.text.count - name.count, expected: alternatives(known),
          found: "'\(name.shortened)'", suggestion: nearest(to: name, among: known))
      }
    }
    index += 1
    return .score(score)
  }

  private mutating func term() throws(SpecProblem) -> ClaimExpression.Term {
    let isDistance = token?.text == "|"
    if isDistance { index += 1 }
    let first = try operand("a variant, a method or a number")
    guard token?.text == "-" else {
      if isDistance { throw unexpected("' - ' and what is taken away") }
      return .value(first)
    }
    index += 1
    let second = try operand("a variant or a method")
    if isDistance { try take("|") }
    return isDistance ? .distance(first, second) : .difference(first, second)
  }

  private mutating func operand(_ expected: String, isLevel: Bool = false) throws(SpecProblem)
    -> ClaimExpression.Operand
  {
    guard let token, token.isWord else { throw unexpected(expected) }
    index += 1
    if JSONReader.isNumber(token.text), let number = Double(token.text), number.isFinite {
      return .number(number)
    }
    mentions.append(ClaimExpression.Mention(name: token.text, offset: token.offset, isLevel: isLevel))
    return .named(token.text)
  }

  /// Refuses to compare what has no common measure: a difference with a value, a distance with another term.
  private func check(_ pair: ArraySlice<ClaimExpression.Term>, at start: Token?) throws(SpecProblem) {
    let kinds = pair.map { term -> (isNumber: Bool, isDistance: Bool, isDifference: Bool) in
      switch term {
      case .value(.number): (true, false, false)
      case .value(.named): (false, false, false)
      case .difference: (false, false, true)
      case .distance: (false, true, false)
      }
    }
    let hasNumber = kinds.contains(where: \.isNumber)
    let isSound =
      kinds.allSatisfy(\.isNumber)
      ? false
      : hasNumber || (kinds.allSatisfy { !$0.isDistance } && Set(kinds.map(\.isDifference)).count == 1)
    guard !isSound else { return }
    throw problem(
      at: start?.offset ?? text.count,
      expected: "values with values, differences with differences or numbers, |a - b| with a number",
      found: "a comparison of two kinds")
  }
}

extension ClaimParser {
  private var token: Token? { index < tokens.count ? tokens[index] : nil }

  private mutating func take(_ text: String) throws(SpecProblem) {
    guard let token, token.text == text else {
      throw unexpected(
        "'\(text)'", suggestion: token.flatMap { $0.isWord ? nearest(to: $0.text, among: [text]) : nil })
    }
    index += 1
  }

  private func unexpected(_ expected: String, suggestion: String? = nil) -> SpecProblem {
    problem(
      at: token?.offset ?? text.count, expected: expected,
      found: token.map { "'\($0.text.shortened)'" } ?? "the end of the expression", suggestion: suggestion)
  }

  private func problem(at offset: Int, expected: String, found: String, suggestion: String? = nil)
    -> SpecProblem
  {
    SpecProblem(
      place: place.character(offset), expected: expected, found: found, suggestion: suggestion)
  }

  /// Words and signs. A hyphen inside a word belongs to it; before a digit at a word's beginning it is a number's sign.
  private static func tokens(of characters: [Character]) -> [Token] {
    var tokens: [Token] = []
    var start = 0
    while start < characters.count {
      var end = start + 1
      let first = characters[start]
      let signed = first == "-" && end < characters.count && characters[end].isAlphanumericASCII
      if first == " " {
        start = end
        continue
      }
      let isWord = first.isAlphanumericASCII || signed
      while isWord, end < characters.count,
        characters[end].isAlphanumericASCII || "._+-/=,".contains(characters[end])
      {
        end += 1
      }
      tokens.append(Token(text: String(characters[start..<end]), offset: start, isWord: isWord))
      start = end
    }
    return tokens
  }
}

extension Character {
  fileprivate var isAlphanumericASCII: Bool { isASCII && (isLetter || isNumber) }
}

extension Place {
  /// A place within a text that stands here: its column is behind the opening quote, as long as no escape is before it.
  func character(_ offset: Int) -> Place {
    var place = self
    if case .file(let file, let line, let column) = source {
      place.source = .file(file, line: line, column: column + 1 + offset)
    }
    place.path += ", character \(offset + 1)"
    return place
  }
}

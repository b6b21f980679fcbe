import ExperimentSpecs
import Vocabulary

extension ClaimJudgement {
  /// One comparison in words.
  package struct Line {
    package let measured: String
    package let paper: String?
  }

  /// The verdict, and whether one seed alone bears it.
  var verdictText: String {
    verdict != .undecided && isOfOneSeed ? "\(verdict.rawValue) (one seed)" : verdict.rawValue
  }

  /// The comparisons in words.
  package var lines: [Line] {
    links.map { link in
      let name = link.link.words
      let measured =
        if let difference = link.difference {
          "\(name) = \(words(difference))\(links.count > 1 ? ": \(link.verdict.rawValue)" : "")"
        } else {
          "\(name): \(link.obstacle ?? "not measured")"
        }
      return Line(measured: measured, paper: link.paper.map { "\(name) = \(number($0))" })
    }
  }

  /// The paper's differences, and whether the claim holds by them.
  var paperText: String {
    let numbers = lines.compactMap(\.paper)
    guard !numbers.isEmpty else { return "no numbers" }
    let verdict = paperVerdict.map { $0 ? "" : " (not held by its own numbers)" } ?? ""
    return numbers.joined(separator: "; ") + verdict
  }

  /// The judgement for people, some lines.
  package var text: String {
    var text =
      "  \(claim.id): \(verdictText)\n    \(claim.says) (\(claim.source))\n    \(claim.expect.text)\n"
    for line in lines { text += "      \(line.measured)\(line.paper.map { "; paper: \($0)" } ?? "")\n" }
    if paperVerdict == false { text += "      (the paper's own numbers don't hold it)\n" }
    return text
  }

  private func words(_ difference: LinkJudgement.Difference) -> String {
    let value = number(difference.mean)
    switch difference.seeds {
    case 0: return value
    case 1: return "\(value) (one seed)"
    case let seeds:
      let (low, high) = (difference.interval.lowerBound, difference.interval.upperBound)
      return "\(value), 95 % from \(number(low)) to \(number(high)) (\(seeds) seeds)"
    }
  }

  /// A number in the unit of what the claim compares.
  private func number(_ value: Double) -> String {
    switch claim.expect.quantity {
    case .score(let score):
      value.fixed(max(3, score.measure.decimals))
        + (score.measure == .image(.ifc) ? "" : score.measure.unit.map { " \($0)" } ?? "")
    case .backprops:
      value.isFinite
        ? "\(Int(value.rounded()).grouped) backprops" : value > 0 ? "infinite" : "minus infinite"
    }
  }
}

extension ClaimLink {
  /// The sum in words: `9-5-5 minus 9-3-5`, since a name may have hyphens.
  package var words: String {
    plus.map(\.words).joined(separator: " + ") + minus.map { " minus \($0.words)" }.joined()
  }
}

extension ClaimLink.Region {
  /// Where the sum should be: `above 0`.
  package var words: String {
    switch self {
    case .above(let bound): "above \(bound.shortest)"
    case .below(let bound): "below \(bound.shortest)"
    case .within(let bound): "within \(bound.shortest) of 0"
    case .beyond(let bound): "more than \(bound.shortest) from 0"
    }
  }
}

extension ClaimExpression.Operand {
  fileprivate var words: String {
    switch self {
    case .named(let name): name
    case .number(let number): number.shortest
    }
  }
}

extension Double {
  /// Without a point if it is whole.
  fileprivate var shortest: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}

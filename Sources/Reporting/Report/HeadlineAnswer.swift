import Wording

/// Whether the paper's network passes the best method before it: the answer first, then what other training images
/// come to.
struct HeadlineAnswer {
  /// How far the network is above that method after training on some images.
  struct Lead {
    /// The images, as in "the 91 images of T91".
    let images: String
    /// The seeds that the differences are means of.
    let seeds: Int
    /// The length of the training.
    let backprops: Int
    /// The difference on each set, dB; nil where the network or the method wasn't measured.
    let differences: [Double?]
  }

  /// The best method before the network.
  let method: String
  /// The titles of the sets.
  let sets: [String]
  /// The paper's difference on each set, dB; nil where it has none.
  let paper: [Double?]
  /// Ours, one for each choice of training images.
  let leads: [Lead]
}

extension HeadlineAnswer {
  /// The answer of the network that most sets and seeds support, and a sentence for each of the others.
  var paragraphs: [String] {
    let measured = leads.filter { !found($0).isEmpty }
    guard let best = measured.indices.max(by: { support(measured[$0]) < support(measured[$1]) }) else {
      return [
        "No answer yet whether SRCNN is above \(method), the best method before it: both have to be trained and "
          + "measured on the same set."
      ]
    }
    let others = measured.indices.filter { $0 != best }.map { sentence(measured[$0]) }
    return [answer(measured[best])] + (others.isEmpty ? [] : [others.joined(separator: " ")])
  }

  private func support(_ lead: Lead) -> (sets: Int, seeds: Int, backprops: Int) {
    (found(lead).count, lead.seeds, lead.backprops)
  }

  private func answer(_ lead: Lead) -> String {
    let (above, others) = standing(lead)
    let word = others.isEmpty ? "Yes" : above.isEmpty ? "No" : "Partly"
    // The paper's on the sets that ours are of.
    let theirs = zip(lead.differences, paper).compactMap { ours, theirs in ours == nil ? nil : theirs }
    let quoted = theirs.isEmpty ? "" : "; in the paper " + theirs.map(\.signed).joined(separator: ", ")
    return "Is SRCNN above \(method), the best method before it? \(word): trained on \(lead.images), it "
      + "\(place(lead)) (\(numbers(lead))\(quoted))."
  }

  private func sentence(_ lead: Lead) -> String {
    "Trained on \(lead.images), it \(place(lead)) (\(numbers(lead)))."
  }

  private func found(_ lead: Lead) -> [(set: String, difference: Double)] {
    zip(sets, lead.differences).compactMap { set, difference in
      difference.map { (set: set, difference: $0) }
    }
  }

  /// The sets on which the network is above the method, by as much as two decimals show, and the others.
  private func standing(_ lead: Lead) -> (above: [String], others: [String]) {
    let isAbove = found(lead).map { (set: $0.set, isAbove: ($0.difference * 100).rounded() > 0) }
    return (isAbove.filter(\.isAbove).map(\.set), isAbove.filter { !$0.isAbove }.map(\.set))
  }

  /// "is above A+ on all three sets".
  private func place(_ lead: Lead) -> String {
    let (above, others) = standing(lead)
    let all = above + others
    let isWhole = all.count == sets.count && all.count > 1
    let number = all.count == 3 ? "three" : "\(all.count)"
    if others.isEmpty {
      let whole = all.count == 2 ? "both sets" : "all \(number) sets"
      return "is above \(method) on \(isWhole ? whole : list(all, "and"))"
    }
    if above.isEmpty {
      let whole = all.count == 2 ? "either set" : "any of the \(number) sets"
      return "isn't above \(method) on \(isWhole ? whole : list(all, "or"))"
    }
    return "is above \(method) on \(list(above, "and")), not on \(list(others, "or"))"
  }

  private func numbers(_ lead: Lead) -> String {
    // Another seed changes that much.
    let isOpen = lead.seeds == 1 && found(lead).contains { $0.difference.magnitude < 0.095 }
    return found(lead).map { $0.difference.signed }.joined(separator: ", ") + " dB, "
      + (lead.seeds == 1 ? "one seed" : "mean of \(lead.seeds) seeds")
      + (isOpen ? ": by itself it decides no difference below 0.1 dB" : "")
  }

  private func list(_ names: [String], _ word: String) -> String {
    guard let last = names.last, names.count > 1 else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " \(word) \(last)"
  }
}

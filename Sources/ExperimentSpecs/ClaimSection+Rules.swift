import Wording

extension SpecDocument {
  /// What the claims say of things that aren't in the spec.
  func claimConflicts(among combinations: [ResolvedCombination]) -> [SpecProblem] {
    let variants = combinations.map(\.combination.id).removingRepeats
    let sets = ["validation"] + combinations.testSets
    return repeatedClaims()
      + claims.flatMap { claim -> [SpecProblem] in
        combinations.isEmpty
          ? [] : problems(of: claim, variants: variants, sets: sets)
      }
  }

  private func repeatedClaims() -> [SpecProblem] {
    claims.enumerated().compactMap { index, claim in
      guard let first = claims[..<index].first(where: { $0.value.id == claim.value.id }) else { return nil }
      return SpecProblem(
        place: claim.node["id"]?.place ?? claim.node.place, expected: "each claim's id once",
        found: "\"\(claim.value.id)\" again, after \(first.node["id"]?.place ?? first.node.place)")
    }
  }

  private func problems(of claim: Located<ClaimSection>, variants: [String], sets: [String]) -> [SpecProblem]
  {
    let place = claim.node["expect"]?.place ?? claim.node.place
    let methods = FigureSection.Baseline.allCases.map(\.rawValue)
    var problems: [SpecProblem] = []
    for mention in claim.value.expect.mentions {
      // A method has a score and no length of training; a level that is passed is no network's.
      let kinds =
        mention.isLevel
        ? [("method", methods)]
        : claim.value.expect.isOfScores
          ? [("variant", variants), ("method", methods)] : [("variant", variants)]
      let known = kinds.flatMap(\.1)
      if known.contains(mention.name) { continue }
      problems.append(
        SpecProblem(
          place: place.character(mention.offset),
          expected: "a \(kinds.map(\.0).joined(separator: " or a ")): \(alternatives(known))",
          found: "'\(mention.name.shortened)'", suggestion: nearest(to: mention.name, among: known)))
    }
    if case .score(let score) = claim.value.expect.quantity, !sets.contains(score.set) {
      problems.append(.unknownSet(score.set, at: place.character(0), among: sets))
    }
    guard case .object(let members) = claim.node["paper"]?.value else { return problems }
    let names = claim.value.expect.names
    return problems
      + members.filter { !names.contains($0.key) }.map { SpecProblem.unknown($0, among: names) }
  }
}

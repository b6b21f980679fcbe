import ExperimentSpecs
import Plotting
import Wording

/// The verdicts on the claims of experiments, as `experiments claims` prints them and the report shows them.
package struct ClaimReport: Sendable {
  /// The verdicts of one experiment.
  package struct Group: Sendable {
    /// The experiment under its profile.
    package let experiment: ResolvedExperiment
    /// One for each of its claims, in the spec's order.
    package let judgements: [ClaimJudgement]
  }

  /// The experiments that have claims.
  package let groups: [Group]
  /// What another seed changes.
  package let noise: SeedNoise

  /// The report for people.
  package var text: String {
    guard !groups.isEmpty else { return "No claim is in these specs.\n" }
    return groups.map { group in
      "\(group.experiment.spec), profile \(group.experiment.profile)\n"
        + group.judgements.map(\.text).joined(separator: "\n")
    }.joined(separator: "\n") + "\n" + summary
  }

  /// The report as Markdown: one table an experiment.
  package var markdown: String {
    groups.map { "## \($0.experiment.title)\n\n\($0.table.markdown())" }.joined(separator: "\n")
      + "\n" + summary
  }

  /// The report for machines.
  package var json: JSON {
    .object([("claims", .list(groups.flatMap(\.json)))])
  }

  /// The tally, and what verdicts on one seed rest on.
  private var summary: String {
    tally + "\n" + (noiseTable.map { "\n\($0.markdown())" } ?? "")
  }

  /// What another seed changes in the scores that the claims are about.
  private var noiseTable: Table? {
    let asked = groups.flatMap(\.experiment.claims).map(\.expect.quantity)
    return noise.table { score in
      asked.contains {
        if case .score(let name) = $0 {
          name.image == nil && name.measure == score.measure && [score.set, "validation"].contains(name.set)
        } else {
          false
        }
      }
    }
  }

  /// How many claims got which verdict, in a sentence.
  package var tally: String {
    let all = groups.flatMap(\.judgements)
    let counts = [Verdict.held, .notHeld, .undecided].map { verdict in
      "\(all.count { $0.verdict == verdict }) \(verdict.rawValue)"
    }
    let single = all.count { $0.isOfOneSeed && $0.verdict != .undecided }
    let rest = single == 1 ? "rests" : "rest"
    let oneSeed = single == 0 ? "" : "; \(single.counted("verdict")) \(rest) on one seed"
    return "\(all.count.counted("claim")): \(counts.joined(separator: ", "))\(oneSeed)."
  }
}

extension ClaimReport.Group {
  /// The verdicts as a table.
  package var table: Table {
    Table(
      id: "claims-\(experiment.spec)", title: "Claims (profile \(experiment.profile))",
      columns: ["Claim", "Where", "Verdict", "Measured", "Paper"],
      rows: judgements.map { judgement in
        [
          .text("\(judgement.claim.says) (`\(judgement.claim.expect.text)`)"), .text(judgement.claim.source),
          .text(judgement.verdictText), .text(judgement.lines.map(\.measured).joined(separator: "; ")),
          .text(judgement.paperText),
        ]
      })
  }

  fileprivate var json: [JSON] {
    judgements.map { judgement in
      .object([
        ("spec", .text(experiment.spec)), ("profile", .text(experiment.profile)),
        ("id", .text(judgement.claim.id)), ("says", .text(judgement.claim.says)),
        ("source", .text(judgement.claim.source)), ("expect", .text(judgement.claim.expect.text)),
        ("verdict", .text(judgement.verdict.rawValue)),
        ("paperVerdict", judgement.paperVerdict.map { .bool($0) } ?? .null),
        ("comparisons", .list(judgement.links.map { $0.json(decimals: 6) })),
      ])
    }
  }
}

extension LinkJudgement {
  fileprivate func json(decimals: Int) -> JSON {
    func number(_ value: Double?) -> JSON { value.map { .number($0, decimals: decimals) } ?? .null }
    return .object([
      ("difference", .text(link.words)), ("expected", .text(link.region.words)),
      ("verdict", .text(verdict.rawValue)), ("mean", number(difference?.mean)),
      (
        "interval",
        difference.map { .list([number($0.interval.lowerBound), number($0.interval.upperBound)]) } ?? .null
      ),
      ("seeds", difference.map { .integer($0.seeds) } ?? .null), ("paper", number(paper)),
      ("obstacle", obstacle.map { .text($0) } ?? .null),
    ])
  }
}

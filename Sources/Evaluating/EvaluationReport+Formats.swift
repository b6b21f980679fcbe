import Imaging
import Plotting
import Scoring
import Vocabulary
import Wording

extension EvaluationReport {
  /// The scores of each set and factor as a table: images in rows, the mean last, all measures of each method.
  package var tables: [Table] {
    groups.map { group in
      var columns = ["Image"]
      for entry in group { columns += entry.scores.columns.map { "\(entry.method) \($0.title)" } }
      let rows = Self.rows(of: group).map { name, scores in
        [.text(name)] + scores.map { Table.Cell($0.score, decimals: $0.column.decimals) }
      }
      let measures = group[0].scores.measures.map { $0.unit == "1" ? $0.title : "\($0.title) (\($0.unit))" }
      return Table(
        id: "\(group[0].set)-x\(group[0].scale)",
        title: "\(group[0].set), x\(group[0].scale): \(measures.joined(separator: ", "))",
        columns: columns, rows: rows)
    }
  }

  /// The report for people.
  package var text: String {
    groups.map { group in
      var head = ["\(group[0].set) x\(group[0].scale)"]
      for entry in group {
        let titles = entry.scores.columns.map(\.title)
        head += ["\(entry.method) \(titles.first ?? "")"] + titles.dropFirst()
      }
      let rows = Self.rows(of: group).map { name, scores in
        [name] + scores.map { $0.score.isNaN ? "-" : $0.score.fixed(4) }
      }
      return listed([head] + rows, .numbersRight) + Self.reasons(for: group).map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// One line an image, and one with the mean for each set, factor and method; a perfect score is `inf`, an undefined one `nan`.
  package var csv: String {
    let columns = entries.first?.scores.columns ?? []
    var lines = [(["set,scale,method,image"] + columns.map(\.key)).joined(separator: ",")]
    for entry in entries {
      for (name, scores) in Self.rows(of: [entry]) {
        let fields = [
          entry.set.fieldOfCSV, "\(entry.scale)", entry.method.fieldOfCSV, name.fieldOfCSV,
        ]
        let numbers = scores.map { $0.score.fixed(6) }
        lines.append((fields + numbers).joined(separator: ","))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `{"results":[{"set", "scale", "method", "protocol", "images":[{"image", "psnr", "ssim", …}], "mean"}]}`; a
  /// perfect score is "perfect", an undefined one "undefined".
  package var json: JSON {
    .object([("results", .list(entries.map(\.json)))])
  }

  /// The images and the mean, each with the scores of all entries.
  private static func rows(
    of group: [Entry]
  ) -> [(name: String, scores: [(column: ScoreColumn, score: Double)])] {
    let columns = group.flatMap(\.scores.columns)
    let images = group[0].scores.images
    return images.indices.map { index in (images[index], columns.map { ($0, $0.scores[index]) }) } + [
      ("mean", columns.map { ($0, $0.mean) })
    ]
  }

  /// A sentence for each measure that an image of the group lacks.
  private static func reasons(for group: [Entry]) -> [String] {
    let measures = group[0].scores.measures.filter { measure in
      group.contains { $0.scores[measure].contains(where: \.isNaN) }
    }
    return measures.map { "-: no \($0.title), which needs \($0.requirement) within the shaved border" }
  }

  /// Entries of one set and factor each.
  private var groups: [[Entry]] {
    entries.reduce(into: []) { groups, entry in
      if let last = groups.last?.last, last.set == entry.set, last.scale == entry.scale {
        groups[groups.count - 1].append(entry)
      } else {
        groups.append([entry])
      }
    }
  }
}

extension EvaluationReport.Entry {
  fileprivate var json: JSON {
    let columns = scores.columns
    func members(_ score: (ScoreColumn) -> Double) -> [(key: String, value: JSON)] {
      columns.map { ($0.key, .score(score($0), decimals: 8)) }
    }
    let images = scores.images.indices.map { index in
      JSON.object([("image", .text(scores.images[index]))] + members { $0.scores[index] })
    }
    return .object([
      ("set", .text(set)), ("scale", .integer(scale)), ("method", .text(method)),
      ("protocol", .text(scoring)),
      ("images", .list(images)), ("mean", .object(members { $0.mean })),
    ])
  }
}

/// A number of a report: what it is called, and what each image scored.
private struct ScoreColumn {
  let title, key: String
  let decimals: Int
  let scores: [Double]
  let mean: Double
}

extension SetScores {
  /// The measures of the luminance, then those of the channels.
  fileprivate var columns: [ScoreColumn] {
    let own = measures.map { measure in
      ScoreColumn(
        title: measure.title, key: measure.rawValue, decimals: measure.decimals, scores: self[measure],
        mean: mean(measure))
    }
    guard let colour else { return own }
    return own
      + ColourMeasure.allCases.map { measure in
        ScoreColumn(
          title: measure.title, key: measure.rawValue, decimals: 2,
          scores: colour.psnr[measure] ?? images.map { _ in .nan }, mean: colour.mean(measure))
      }
  }
}

extension Table.Cell {
  /// A score with the decimals that the paper prints; nothing if it is missing.
  fileprivate init(_ score: Double, decimals: Int) {
    self = score.isNaN ? .missing : .number(score, decimals: decimals)
  }
}

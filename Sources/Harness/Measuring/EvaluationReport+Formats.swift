import Imaging
import Plotting

extension EvaluationReport {
  /// The scores of each set and factor as a table: images in rows, the mean last, all measures of each method.
  public var tables: [Table] {
    groups.map { group in
      var columns = ["Image"]
      for entry in group { columns += entry.scores.measures.map { "\(entry.method) \($0.title)" } }
      let rows = Self.rows(of: group).map { name, scores in
        [.text(name)] + scores.map { Table.Cell($0.score, of: $0.measure) }
      }
      let measures = group[0].scores.measures.map { $0.unit == "1" ? $0.title : "\($0.title) (\($0.unit))" }
      return Table(
        id: "\(group[0].set)-x\(group[0].scale)",
        title: "\(group[0].set), x\(group[0].scale): \(measures.joined(separator: ", "))",
        columns: columns, rows: rows)
    }
  }

  /// The report for people.
  public var text: String {
    groups.map { group in
      var head = ["\(group[0].set) x\(group[0].scale)"]
      for entry in group {
        let titles = entry.scores.measures.map(\.title)
        head += ["\(entry.method) \(titles.first ?? "")"] + titles.dropFirst()
      }
      let rows = Self.rows(of: group).map { name, scores in
        [name] + scores.map { $0.score.isNaN ? "-" : $0.score.fixed(4) }
      }
      return aligned([head] + rows) + Self.reasons(for: group).map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  /// One line an image, and one with the mean for each set, factor and method; a missing score is an empty field.
  public var csv: String {
    let measures = entries.first?.scores.measures ?? []
    var lines = [(["set,scale,method,image"] + measures.map(\.rawValue)).joined(separator: ",")]
    for entry in entries {
      for (name, scores) in Self.rows(of: [entry]) {
        let fields = [entry.set, "\(entry.scale)", field(entry.method), field(name)]
        let numbers = scores.map { $0.score.isNaN ? "" : $0.score.fixed(6) }
        lines.append((fields + numbers).joined(separator: ","))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `{"results":[{"set", "scale", "method", "protocol", "images":[{"image", "psnr", "ssim", …}], "mean"}]}`; a
  /// missing score is null.
  public var json: JSONText {
    .object([("results", .list(entries.map(\.json)))])
  }

  /// The images and the mean, each with the scores of all entries.
  private static func rows(
    of group: [Entry]
  ) -> [(name: String, scores: [(measure: ImageMeasure, score: Double)])] {
    func row(
      _ name: String, _ score: (SetScores, ImageMeasure) -> Double
    ) -> (String, [(ImageMeasure, Double)]) {
      (name, group.flatMap { entry in entry.scores.measures.map { ($0, score(entry.scores, $0)) } })
    }
    let images = group[0].scores.images
    return images.indices.map { index in row(images[index]) { $0[$1][index] } } + [
      row("mean") { $0.mean($1) }
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

  private func field(_ text: String) -> String {
    text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
      ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension EvaluationReport.Entry {
  fileprivate var json: JSONText {
    func members(_ score: (ImageMeasure) -> Double) -> [(key: String, value: JSONText)] {
      scores.measures.map { ($0.rawValue, .number(score($0), decimals: 8)) }
    }
    let images = scores.images.indices.map { index in
      JSONText.object([("image", .text(scores.images[index]))] + members { scores[$0][index] })
    }
    return .object([
      ("set", .text(set)), ("scale", .integer(scale)), ("method", .text(method)),
      ("protocol", .text(scoring)),
      ("images", .list(images)), ("mean", .object(members { scores.mean($0) })),
    ])
  }
}

extension Table.Cell {
  /// A score with the decimals that the paper prints; nothing if it is missing.
  init(_ score: Double, of measure: ImageMeasure) {
    self = score.isNaN ? .missing : .number(score, decimals: measure.decimals)
  }
}

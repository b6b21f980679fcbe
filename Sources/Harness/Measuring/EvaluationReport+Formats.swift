import Plotting

extension EvaluationReport {
  /// The scores of each set and factor as a table: images in rows, the mean last, PSNR and SSIM of each method.
  public var tables: [Table] {
    groups.map { group in
      var columns = ["Image"]
      for entry in group {
        columns += ["\(entry.method) PSNR", "\(entry.method) SSIM"]
        columns += measures.map { "\(entry.method) \($0.title)" }
      }
      var rows: [[Table.Cell]] = group[0].scores.images.indices.map { image in
        [.text(group[0].scores.images[image])]
          + group.flatMap { entry in
            Self.cells(psnr: entry.scores.psnr[image], ssim: entry.scores.ssim[image])
              + measures.map { Self.cell(entry.scores.colour?.psnr[$0]?[image]) }
          }
      }
      rows.append(
        [.text("mean")]
          + group.flatMap { entry in
            Self.cells(psnr: entry.scores.meanPSNR, ssim: entry.scores.meanSSIM)
              + measures.map { Self.cell(entry.scores.colour?.mean($0)) }
          })
      return Table(
        id: "\(group[0].set)-x\(group[0].scale)",
        title: "\(group[0].set), x\(group[0].scale): PSNR (dB), SSIM",
        columns: columns, rows: rows)
    }
  }

  /// The report for people.
  public var text: String {
    groups.map { group in
      var rows = [
        ["\(group[0].set) x\(group[0].scale)"]
          + group.flatMap { ["\($0.method) PSNR", "SSIM"] + measures.map(\.title) }
      ]
      for (index, image) in group[0].scores.images.enumerated() {
        rows.append(
          [image]
            + group.flatMap { entry in
              [entry.scores.psnr[index].fixed(4), entry.scores.ssim[index].fixed(4)]
                + measures.map { Self.text(entry.scores.colour?.psnr[$0]?[index]) }
            })
      }
      rows.append(
        ["mean"]
          + group.flatMap { entry in
            [entry.scores.meanPSNR.fixed(4), entry.scores.meanSSIM.fixed(4)]
              + measures.map { Self.text(entry.scores.colour?.mean($0)) }
          })
      return aligned(rows)
    }.joined(separator: "\n")
  }

  /// One line an image, and one with the mean for each set, factor and method.
  public var csv: String {
    var lines = [(["set,scale,method,image,psnr,ssim"] + measures.map(\.rawValue)).joined(separator: ",")]
    for entry in entries {
      let scores = entry.scores
      var rows = scores.images.indices.map { index in
        (
          scores.images[index],
          [scores.psnr[index], scores.ssim[index]] + measures.map { scores.colour?.psnr[$0]?[index] ?? .nan }
        )
      }
      rows.append(
        ("mean", [scores.meanPSNR, scores.meanSSIM] + measures.map { scores.colour?.mean($0) ?? .nan }))
      for (image, numbers) in rows {
        let texts = numbers.map { $0.isNaN ? "" : $0.fixed(6) }
        let line = ["\(entry.set),\(entry.scale),\(field(entry.method)),\(field(image))"] + texts
        lines.append(line.joined(separator: ","))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `{"results":[{"set", "scale", "method", "protocol", "images":[{"image", "psnr", "ssim"}], "mean"}]}`.
  public var json: JSONText {
    .object([("results", .list(entries.map(\.json)))])
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

  /// The channels' measures, if any method was measured in them.
  private var measures: [ColourMeasure] {
    entries.contains { $0.scores.colour != nil } ? ColourMeasure.allCases : []
  }

  private static func cell(_ psnr: Double?) -> Table.Cell {
    guard let psnr, !psnr.isNaN else { return .missing }
    return .number(psnr, decimals: 2)
  }

  private static func text(_ psnr: Double?) -> String {
    guard let psnr, !psnr.isNaN else { return "-" }
    return psnr.fixed(4)
  }

  private static func cells(psnr: Double, ssim: Double) -> [Table.Cell] {
    [.number(psnr, decimals: 2), .number(ssim, decimals: 4)]
  }

  private func field(_ text: String) -> String {
    text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
      ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension EvaluationReport.Entry {
  fileprivate var json: JSONText {
    func pair(
      _ psnr: Double, _ ssim: Double, _ colour: (ColourMeasure) -> Double?
    ) -> [(key: String, value: JSONText)] {
      [("psnr", .number(psnr, decimals: 8)), ("ssim", .number(ssim, decimals: 8))]
        + ColourMeasure.allCases.compactMap { measure in
          colour(measure).map { (measure.rawValue, .number($0, decimals: 8)) }
        }
    }
    let images = scores.images.indices.map { index in
      JSONText.object(
        [("image", .text(scores.images[index]))]
          + pair(scores.psnr[index], scores.ssim[index]) { scores.colour?.psnr[$0]?[index] })
    }
    return .object([
      ("set", .text(set)), ("scale", .integer(scale)), ("method", .text(method)),
      ("protocol", .text(scoring)),
      ("images", .list(images)),
      ("mean", .object(pair(scores.meanPSNR, scores.meanSSIM) { scores.colour?.mean($0) })),
    ])
  }
}

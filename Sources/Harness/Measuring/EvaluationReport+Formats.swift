import Plotting

extension EvaluationReport {
  /// The scores of each set and factor as a table: images in rows, the mean last, PSNR and SSIM of each method.
  public var tables: [Table] {
    groups.map { group in
      var columns = ["Image"]
      for entry in group { columns += ["\(entry.method) PSNR", "\(entry.method) SSIM"] }
      var rows: [[Table.Cell]] = group[0].scores.images.indices.map { image in
        [.text(group[0].scores.images[image])]
          + group.flatMap { Self.cells(psnr: $0.scores.psnr[image], ssim: $0.scores.ssim[image]) }
      }
      rows.append(
        [.text("mean")] + group.flatMap { Self.cells(psnr: $0.scores.meanPSNR, ssim: $0.scores.meanSSIM) })
      return Table(
        id: "\(group[0].set)-x\(group[0].scale)",
        title: "\(group[0].set), x\(group[0].scale): PSNR (dB), SSIM",
        columns: columns, rows: rows)
    }
  }

  /// The report for people.
  public var text: String {
    groups.map { group in
      var rows = [["\(group[0].set) x\(group[0].scale)"] + group.flatMap { ["\($0.method) PSNR", "SSIM"] }]
      for (index, image) in group[0].scores.images.enumerated() {
        rows.append(
          [image] + group.flatMap { [$0.scores.psnr[index].fixed(4), $0.scores.ssim[index].fixed(4)] })
      }
      rows.append(["mean"] + group.flatMap { [$0.scores.meanPSNR.fixed(4), $0.scores.meanSSIM.fixed(4)] })
      return aligned(rows)
    }.joined(separator: "\n")
  }

  /// One line an image, and one with the mean for each set, factor and method.
  public var csv: String {
    var lines = ["set,scale,method,image,psnr,ssim"]
    for entry in entries {
      let scores = entry.scores
      var rows = zip(scores.images, zip(scores.psnr, scores.ssim)).map { ($0, $1.0, $1.1) }
      rows.append(("mean", scores.meanPSNR, scores.meanSSIM))
      for (image, psnr, ssim) in rows {
        lines.append(
          "\(entry.set),\(entry.scale),\(field(entry.method)),\(field(image)),\(psnr.fixed(6)),\(ssim.fixed(6))"
        )
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
    func pair(_ psnr: Double, _ ssim: Double) -> [(key: String, value: JSONText)] {
      [("psnr", .number(psnr, decimals: 8)), ("ssim", .number(ssim, decimals: 8))]
    }
    let images = scores.images.indices.map { index in
      JSONText.object(
        [("image", .text(scores.images[index]))] + pair(scores.psnr[index], scores.ssim[index]))
    }
    return .object([
      ("set", .text(set)), ("scale", .integer(scale)), ("method", .text(method)),
      ("protocol", .text(scoring)),
      ("images", .list(images)), ("mean", .object(pair(scores.meanPSNR, scores.meanSSIM))),
    ])
  }
}

import ExperimentSpecs
import Foundation
import Imaging
import ProjectFiles
import RunRecords
import Scoring
import Wording

extension RunList {
  /// The folder of the one run that a name means: its folder, or the beginning of its id.
  /// - Throws: `ProjectError.unknownRun`.
  package func folder(of name: String) throws(ProjectError) -> RunFolder { folders[try place(of: name)] }

  /// Every setting by its dotted path.
  func settings(of folder: RunFolder) -> String {
    guard let settings = described(folder)?.settings else { return "" }
    return "\nSettings:\n" + listed(settings.map { [$0.name, $0.value] })
  }

  /// What each image scored, and PSNR by bicubic interpolation.
  func images(_ metrics: MetricsFile) -> String {
    metrics.final.sorted { $0.key < $1.key }.map { set, scores in
      let bicubic = metrics.bicubic[set]?[.psnr] ?? []
      let rows = scores.images.indices.map { index in
        [scores.images[index]] + scores.measures.map { scores[$0][index].fixed($0.decimals) }
          + [bicubic.indices.contains(index) ? bicubic[index].fixed(2) : "-"]
      }
      return "\nEach image of \(set):\n"
        + listed([["image"] + scores.measures.map(\.title) + ["PSNR of bicubic"]] + rows, .numbersRight)
    }.joined()
  }

  /// All that is known of one run, for machines.
  /// - Throws: `ProjectError.unknownRun`.
  package func detailJSON(of name: String) throws -> JSON {
    let folder = try folder(of: name)
    let fields = row(folder)
    let metrics = try? folder.metrics()
    let history = metrics?.history ?? (try? CheckpointFile(contentsOf: folder.checkpointFile))?.history
    let provenance = folder.provenance().flatMap { try? JSONEncoder().encode($0) }
      .flatMap { try? JSONDecoder().decode(JSON.self, from: $0) }
    let final = (metrics?.final ?? [:]).sorted { $0.key < $1.key }
    let scores = final.map { set, scores -> (key: String, value: JSON) in
      (set, scores.json(bicubic: metrics?.bicubic[set]))
    }
    let head: [(key: String, value: JSON)] = [
      ("run", .text(fields[0])), ("id", .text(folder.shortId)), ("folder", .text(folder.path)),
      ("state", .text(fields[4])),
    ]
    let rest: [(key: String, value: JSON)] = [
      ("underway", live[folder]?.json ?? .null), ("settings", described(folder)?.settingsJSON ?? .null),
      ("provenance", provenance ?? .null), ("scores", .object(scores)), ("curve", history?.json ?? .null),
    ]
    return .object(head + rest)
  }
}

extension SetScores {
  fileprivate func json(bicubic: SetScores?) -> JSON {
    func values(_ scores: SetScores, of index: Int) -> [(key: String, value: JSON)] {
      scores.measures.map { measure -> (key: String, value: JSON) in
        (measure.rawValue, .score(scores[measure][index], decimals: 6))
      }
    }
    func means(_ scores: SetScores) -> JSON {
      .object(
        scores.measures.map { measure -> (key: String, value: JSON) in
          (measure.rawValue, .score(scores.mean(measure), decimals: 6))
        })
    }
    let rows = images.indices.map { index -> JSON in
      let name: [(key: String, value: JSON)] = [("image", .text(images[index]))]
      let other: [(key: String, value: JSON)] = [
        ("bicubic", .object(bicubic.map { values($0, of: index) } ?? []))
      ]
      return .object(name + values(self, of: index) + other)
    }
    let members: [(key: String, value: JSON)] = [
      ("images", .list(rows)), ("mean", means(self)), ("bicubicMean", bicubic.map(means) ?? .null),
    ]
    return .object(members)
  }
}

extension History {
  fileprivate var json: JSON {
    let sets = sets.sorted { $0.key < $1.key }.map { name, set -> (key: String, value: JSON) in
      // A set that was asked for later wasn't measured at first.
      (name, .list(set.means(.table).map { $0.isNaN ? .null : .score($0, decimals: 6) }))
    }
    let members: [(key: String, value: JSON)] = [
      ("backprops", .list(backprops.map { .integer($0) })),
      ("loss", .list(loss.map { .number($0, decimals: 8) })), ("psnr", .object(sets)),
    ]
    return .object(members)
  }
}

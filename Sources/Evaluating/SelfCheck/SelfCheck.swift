import Datasets
import Foundation
import HostSystem
import Imaging
import ProjectFiles
import RunRecords
import Scoring
import Vocabulary
import Wording

/// Whether this program, on this machine, finds the numbers that the paper's protocol must give.
package struct SelfCheckReport: Sendable {
  /// One number held against what it must be.
  package struct Line: Sendable, Equatable {
    /// What was scored: `bicubic set5 x3 butterfly PSNR`.
    package var subject: String
    /// What it must be.
    package var expected: Double
    /// What it is.
    package var found: Double
    /// How far it may be off.
    package var tolerance: Double

    /// Whether it is near enough.
    package var isRight: Bool { (found - expected).magnitude <= tolerance }
  }

  /// The numbers that were checked.
  package var lines: [Line] = []
  /// What couldn't be checked, a sentence each.
  package var missing: [String] = []

  /// 0 if all is right, 1 if a number is wrong, 3 if there was nothing to check.
  package var exitCode: Int32 {
    if lines.isEmpty { return 3 }
    return lines.allSatisfy(\.isRight) ? 0 : 1
  }
}

extension Project {
  /// Computes every golden number whose data is here.
  /// - Parameter weights: a file of the authors', or a folder of such files; nil for `weights` beside or in the
  ///   folders of the data sets.
  /// - Throws: `DatasetError` for a damaged set, what reading a named file throws.
  package func selfCheck(
    weights: String?, threads: Int, progress: (String) -> Void = { _ in }
  ) throws -> SelfCheckReport {
    let catalog = try catalog()
    let networks = try authorsNetworks(in: weights)
    var report = SelfCheckReport()
    var known: [Key: EvaluationReport.Entry?] = [:]
    for golden in GoldenScore.all {
      let key = Key(method: golden.method, set: golden.set, scale: golden.scale)
      if known[key] == nil {
        progress("\(golden.name) on \(golden.set) x\(golden.scale)")
        known[key] = try entry(for: key, catalog, networks, threads: threads, &report)
      }
      guard let entry = known[key] ?? nil else { continue }
      report.lines.append(golden.compared(with: entry.scores))
    }
    return report
  }

  private struct Key: Hashable {
    let method: GoldenScore.Method, set: String, scale: Int

    /// All that is checked of it.
    var measures: [ImageMeasure] {
      let wanted = GoldenScore.all.filter { $0.method == method && $0.set == set && $0.scale == scale }
      return ImageMeasure.allCases.filter { measure in wanted.contains { $0.measure == measure } }
    }
  }

  /// The scores, or nil and a sentence in the report if something isn't here.
  private func entry(
    for key: Key, _ catalog: DatasetCatalog, _ networks: [WeightsFile], threads: Int,
    _ report: inout SelfCheckReport
  ) throws -> EvaluationReport.Entry? {
    guard let dataset = try catalog.locate(key.set) else {
      let sentence = "\(key.set): not here; `experiments data fetch \(key.set)` gets it"
      if !report.missing.contains(sentence) { report.missing.append(sentence) }
      return nil
    }
    switch key.method {
    case .bicubic:
      return try EvaluatedMethod.bicubic
        .measured(on: dataset, scale: key.scale, measures: key.measures, threads: threads)
    case .authors(let filters):
      let network = networks.first { $0.network.layout.filterSizes == filters && $0.scale == key.scale }
      guard let network else {
        let name = filters.map(String.init).joined(separator: "-")
        report.missing.append(
          "the authors' \(name) network for x\(key.scale): not here; --weights FILE.mat names it")
        return nil
      }
      return try EvaluatedMethod.network(network, name: "authors")
        .measured(on: dataset, scale: key.scale, measures: key.measures, threads: threads)
    }
  }

  /// The authors' networks in the file or folder of the user's, else in the usual folders.
  private func authorsNetworks(in named: String?) throws -> [WeightsFile] {
    if let named {
      let files = isFolder(named) ? matlabFiles(in: named) : [named]
      return try files.map { try WeightsFile(importing: $0, scale: nil) }
    }
    var folders = [root + "/datasets/weights"]
    for data in [dataRoot, environment["SRCNN_DATASETS"]].compactMap({ $0 }) where !data.isEmpty {
      folders += [data + "/weights", data + "/../weights"]
    }
    // A file that happens to lie there and isn't the authors' is no failure of this program.
    return folders.flatMap(matlabFiles).compactMap { try? WeightsFile(importing: $0, scale: nil) }
  }

  private func matlabFiles(in folder: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { $0.lowercased().hasSuffix(".mat") }.map { folder + "/" + $0 }
  }
}

extension GoldenScore {
  fileprivate var name: String {
    switch method {
    case .bicubic: "bicubic"
    case .authors(let filters): "authors' " + filters.map(String.init).joined(separator: "-")
    }
  }

  fileprivate func compared(with scores: SetScores) -> SelfCheckReport.Line {
    let values = scores[measure]
    let found =
      image.map { name in scores.images.firstIndex(of: name).map { values[$0] } ?? .nan } ?? mean(values)
    return .init(
      subject: "\(name) \(set) x\(scale) \(image ?? "mean") \(measure.title)", expected: expected,
      found: found, tolerance: tolerance)
  }
}

extension SelfCheckReport {
  /// The report for people.
  package var text: String {
    var rows = [["", "expected", "found", "difference", "allowed", ""]]
    for line in lines {
      let difference = line.found - line.expected
      rows.append([
        line.subject, line.expected.fixed(4), line.found.fixed(4),
        (difference < 0 ? "" : "+") + difference.fixed(5), line.tolerance.fixed(4),
        line.isRight ? "pass" : "FAIL",
      ])
    }
    let wrong = lines.count { !$0.isRight }
    let verdict =
      lines.isEmpty
      ? "Nothing could be checked."
      : wrong == 0 ? "All \(lines.count) numbers are right." : "\(wrong) of \(lines.count) numbers are wrong."
    let absent = missing.map { "\($0)\n" }.joined()
    return (lines.isEmpty ? "" : listed(rows, .numbersRight) + "\n") + absent + verdict + "\n"
  }

  /// The report for machines.
  package var json: JSON {
    .object([
      (
        "checks",
        .list(
          lines.map { line in
            .object([
              ("subject", .text(line.subject)), ("expected", .number(line.expected, decimals: 4)),
              ("found", .number(line.found, decimals: 6)),
              ("tolerance", .number(line.tolerance, decimals: 4)),
              ("pass", .bool(line.isRight)),
            ])
          })
      ),
      ("missing", .list(missing.map { .text($0) })),
    ])
  }
}

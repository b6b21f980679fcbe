import Digests
import ExperimentSpecs
import Foundation
import Imaging
import RunRecords
import Wording

/// How two runs differ: settings, data, code and machine, results.
package struct RunComparison: Sendable {
  /// A value of both runs.
  struct Line: Sendable, Equatable {
    let name, left, right: String
  }

  private let titles: (left: String, right: String)
  private let groups: [(name: String, lines: [Line], shared: Int)]

  /// Compares what two folders have.
  /// - Throws: what reading damaged files throws.
  package init(_ left: RunFolder, _ right: RunFolder) throws {
    let (first, second) = (try Side(left), try Side(right))
    titles = (first.title, second.title)
    groups = zip(first.groups, second.groups).map { one, other in
      let names = (one.values + other.values).map(\.name).removingRepeats
      let lines = names.map { name in
        Line(name: name, left: one.value(of: name), right: other.value(of: name))
      }
      let different = lines.filter { $0.left != $0.right }
      return (one.name, different, lines.count - different.count)
    }
  }

  /// Whether nothing differs.
  package var isSame: Bool { groups.allSatisfy(\.lines.isEmpty) }

  /// For people: what differs, and how much doesn't.
  package var text: String {
    groups.map { name, lines, shared in
      if lines.isEmpty { return "\(name): the same, \(shared.counted("value"))\n" }
      let rows = lines.map { ["  " + $0.name, $0.left, $0.right] }
      return "\(name): \(lines.count) of \((lines.count + shared).counted("value")) differ\n"
        + listed([["", titles.left, titles.right]] + rows)
    }.joined(separator: "\n")
  }

  /// For machines.
  package var json: JSON {
    let head: [(key: String, value: JSON)] = [("left", .text(titles.left)), ("right", .text(titles.right))]
    let rest = groups.map { name, lines, shared -> (key: String, value: JSON) in
      let different = lines.map { line -> (key: String, value: JSON) in
        (line.name, .list([.text(line.left), .text(line.right)]))
      }
      let members: [(key: String, value: JSON)] = [
        ("same", .integer(shared)), ("different", .object(different)),
      ]
      return (name.lowercased(), .object(members))
    }
    return .object(head + rest)
  }
}

/// What one run has to be compared.
private struct Side {
  struct Group {
    let name: String
    let values: [(name: String, value: String)]

    func value(of name: String) -> String { values.first { $0.name == name }?.value ?? "-" }
  }

  let title: String
  let groups: [Group]

  init(_ folder: RunFolder) throws {
    let described: (any DescribedRun)? = folder.description() ?? folder.methodDescription()
    let provenance = try folder.checkedProvenance()
    title = described.map { "\($0.title) (\(folder.shortId))" } ?? folder.path
    groups = [
      Group(name: "Settings", values: described?.settings ?? []),
      Group(name: "Data", values: provenance.map(Self.data) ?? []),
      Group(name: "Code", values: provenance.map(Self.code) ?? []),
      Group(name: "Results", values: try Self.results(folder)),
    ]
  }

  private static func data(_ provenance: Provenance) -> [(name: String, value: String)] {
    [("images trained on", provenance.trainingData)]
      + provenance.dataSets.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func code(_ provenance: Provenance) -> [(name: String, value: String)] {
    let environment = provenance.environment
    let dirty = environment.isDirty.map { $0 ? "yes" : "no" } ?? "unknown"
    return [
      ("id", provenance.runId), ("numericsVersion", "\(provenance.numericsVersion)"),
      ("commit", environment.commit ?? "unknown"), ("uncommitted changes", dirty),
      ("SHA-256 of them", environment.changes.map { sha256Hex(of: $0) } ?? "-"),
      ("compiler", environment.compiler), ("configuration", environment.configuration),
      ("system", environment.operatingSystem), ("processor", environment.processor),
      ("instructions", environment.simdLevel), ("threads", "\(provenance.threads)"),
      ("begins from the run", provenance.initialRun ?? "-"),
      (
        "goes on from the run",
        provenance.continued.map { "\($0.run) after \($0.backprops) backprops, \($0.device ?? "cpu")" } ?? "-"
      ),
    ] + environment.libraries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func results(_ folder: RunFolder) throws -> [(name: String, value: String)] {
    var values: [(name: String, value: String)] = []
    for file in [folder.weightsFile, folder.modelFile, folder.metricsFile] where folder.has(file) {
      let name = file.split(separator: "/").last.map(String.init) ?? file
      values.append(("SHA-256 of \(name)", try sha256Hex(ofFile: file)))
    }
    guard folder.has(folder.metricsFile) else { return values }
    let metrics = try folder.metrics()
    if metrics.run.backprops > 0 { values.append(("backprops", metrics.run.backprops.grouped)) }
    for (set, scores) in metrics.final.sorted(by: { $0.key < $1.key }) {
      for measure in scores.measures {
        values.append(("\(set), \(measure.title)", scores.mean(measure).fixed(measure.decimals + 2)))
      }
      for (index, image) in scores.images.enumerated() {
        values.append(("\(set)/\(image), PSNR", scores[.psnr][index].fixed(4)))
      }
    }
    return values
  }
}

import Foundation
import HostSystem
import Plotting
import ProjectFiles
import RunRecords
import Wording

extension Project {
  /// The Python with PyTorch that a benchmark is to be compared with.
  /// - Throws: `BenchmarkError` for whatever is missing or too old.
  package func torch(python: String) throws(BenchmarkError) -> TorchRuntime {
    try TorchRuntime(python: python, root: root, environment: environment)
  }

  /// Writes `bench.json`, `bench.md` and the picture (`bench.dat`, `.gp`, `.svg`, `.png`, `.pdf`) into a folder, which is
  /// made if need be. No date is in them.
  ///
  /// - Parameter commandLine: the command that measured the report.
  /// - Returns: the paths of the files.
  /// - Throws: `HostError`, `PlottingError`; without gnuplot all but the three images are there.
  package func write(_ report: BenchmarkReport, to folder: String, commandLine: [String]) throws -> [String] {
    try makeFolder(folder)
    let runEnvironment = RunEnvironment(root: root)
    let facts = facts(
      commandLine, runEnvironment, threads: report.threads, [("instructions", report.level.rawValue)],
      report.torch)
    let texts = try write(
      "bench", to: folder, facts, json: report.members,
      markdown: (title: "# Speed\n\n![Sub-images a second](bench.png)\n\n", report.remarks, report.tables))
    let chart = report.chart(processor: runEnvironment.processor)
    try chart.write(to: folder)
    let drawn = try chart.render(in: folder, gnuplot: GnuplotRunner(environment: environment))
    return texts + drawn
  }

  /// Writes `bench-device.json` and `bench-device.md` into a folder, which is made if need be. No date is in them.
  /// - Parameter commandLine: the command that measured the report.
  /// - Returns: the paths of the files.
  /// - Throws: `HostError`.
  package func write(
    _ report: DeviceBenchmarkReport, to folder: String, commandLine: [String]
  ) throws -> [String] {
    try makeFolder(folder)
    let device = [
      ("device", report.device.name), ("driver", report.device.driver),
      ("compiler of its kernels", report.device.compiler),
    ]
    let facts = facts(
      commandLine, RunEnvironment(root: root), threads: report.threads, device, report.torch)
    return try write(
      "bench-device", to: folder, facts, json: report.members,
      markdown: (title: "# Speed of a device\n\n", report.remarks, report.tables))
  }

  /// Writes a report for machines and one for people.
  private func write(
    _ name: String, to folder: String, _ facts: [(name: String, value: String)],
    json: [(key: String, value: JSON)], markdown: (title: String, remarks: String, tables: [Table])
  ) throws -> [String] {
    let provenance = JSON.object(facts.map { ($0.name, .text($0.value)) })
    let list = facts.map { "- \($0.name): \($0.name == "command" ? "`\($0.value)`" : $0.value)\n" }.joined()
    let text =
      markdown.title + list + "\n\(markdown.remarks)\n\n"
      + markdown.tables.map { $0.markdown() }.joined(separator: "\n")
    let texts = [
      ("\(name).json", JSON.object(json + [("provenance", provenance)]).compact + "\n"), ("\(name).md", text),
    ]
    for (name, text) in texts { try writeAtomically(Array(text.utf8), to: "\(folder)/\(name)") }
    return texts.map { "\(folder)/\($0.0)" }
  }

  private func facts(
    _ commandLine: [String], _ environment: RunEnvironment, threads: Int, _ own: [(String, String)],
    _ torch: TorchVersions?
  ) -> [(name: String, value: String)] {
    let command = commandLine.map(withoutForeignFolder)
    var facts = [
      ("command", command.joined(separator: " ")),
      ("processor", "\(environment.processor), \(ProcessInfo.processInfo.activeProcessorCount) processors"),
      ("threads", "\(threads)"),
    ]
    facts += own
    facts += [
      ("compiler", "\(environment.compiler), \(environment.configuration) build"),
      ("system", environment.operatingSystem),
      ("commit", (environment.commit ?? "none") + (environment.isDirty == true ? ", with changes" : "")),
    ]
    if let torch { facts.append(("PyTorch", "\(torch.torch), Python \(torch.python)")) }
    return facts
  }
}

extension BenchmarkReport {
  /// Sub-images a second of each network, PyTorch's beside them, and what the peak allows.
  func chart(processor: String) -> BarChart {
    func series(_ label: String, _ spreads: [Spread?]) -> BarSeries {
      BarSeries(
        label: label, values: spreads.map { $0?.median ?? .nan },
        spreads: spreads.map { $0.map { $0.minimum...$0.maximum } })
    }
    let rival =
      torch == nil ? [] : [series("\(torchName), its best setting", training.map { $0.torch?.value })]
    return BarChart(
      id: "bench", title: "Sub-images a second in training",
      caption:
        "\(processor), \(threads) threads, \(level.rawValue) instructions; medians of \(rounds) rounds, "
        + "thin lines from the least to the most. A training step of un-padded 33x33 sub-images in batches of "
        + "\(training.first?.batch ?? 0), all of it counted. The gray line: the processor's peak, "
        + "\(peakGigaflops.median.fixed(0)) GFLOP/s in the same rounds, spent on the operations that this program does. "
        + "\(directOperations)",
      xLabel: "Network", yLabel: "Sub-images a second", groups: training.map(\.network.title),
      series: [series("This program", training.map(\.subImagesPerSecond))] + rival,
      ceilings: BarSeries(
        label: "Peak, at the operations that this program does",
        values: training.map { 1e9 * $0.peakGigaflops.median / $0.operationsDone }), hasColumn: false)
  }

  /// How many times as many operations direct convolution would be.
  private var directOperations: String {
    let times = training.map { $0.network.trainingOperations / $0.operationsDone }
    guard let least = times.min(), let most = times.max() else { return "" }
    let words = [least, most].map { $0.fixed(1) }.removingRepeats.joined(separator: " to ")
    return "Direct convolution would be \(words) times as many."
  }
}

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
    let facts = report.facts(commandLine: commandLine, environment: runEnvironment)
    let provenance = JSON.object(facts.map { ($0.name, .text($0.value)) })
    let json = JSON.object(report.members + [("provenance", provenance)])
    let texts = [("bench.json", json.compact + "\n"), ("bench.md", report.markdown(facts))]
    for (name, text) in texts { try writeAtomically(Array(text.utf8), to: "\(folder)/\(name)") }
    let chart = report.chart(processor: runEnvironment.processor)
    try chart.write(to: folder)
    let drawn = try chart.render(in: folder, gnuplot: GnuplotRunner(environment: environment))
    return texts.map { "\(folder)/\($0.0)" } + drawn
  }
}

extension BenchmarkReport {
  fileprivate func facts(
    commandLine: [String], environment: RunEnvironment
  ) -> [(name: String, value: String)] {
    // Where somebody's programs lie is nobody's business.
    let command = commandLine.map {
      $0.hasPrefix("/") ? $0.split(separator: "/").last.map(String.init) ?? $0 : $0
    }
    var facts = [
      ("command", command.joined(separator: " ")),
      ("processor", "\(environment.processor), \(ProcessInfo.processInfo.activeProcessorCount) processors"),
      ("threads", "\(threads)"),
      ("instructions", level.rawValue),
      ("compiler", "\(environment.compiler), \(environment.configuration) build"),
      ("system", environment.operatingSystem),
      ("commit", (environment.commit ?? "none") + (environment.isDirty == true ? ", with changes" : "")),
    ]
    if let torch { facts.append(("PyTorch", "\(torch.torch), Python \(torch.python)")) }
    return facts
  }

  fileprivate func markdown(_ facts: [(name: String, value: String)]) -> String {
    let head = "# Speed\n\n![Sub-images a second](bench.png)\n\n"
    let list = facts.map { "- \($0.name): \($0.name == "command" ? "`\($0.value)`" : $0.value)\n" }.joined()
    return head + list + "\n\(remarks)\n\n"
      + tables.map { $0.markdown() }.joined(separator: "\n")
  }

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
        + "\(peakGigaflops.median.fixed(0)) GFLOP/s in the same rounds, spent on the operations of direct convolution. It is no "
        + "limit: in the form of Winograd a layer needs fewer operations.",
      xLabel: "Network", yLabel: "Sub-images a second", groups: training.map(\.network.title),
      series: [series("This program", training.map(\.subImagesPerSecond))] + rival,
      ceilings: BarSeries(
        label: "Peak, at the operations of direct convolution",
        values: training.map { 1e9 * $0.peakGigaflops.median / $0.operations }))
  }
}

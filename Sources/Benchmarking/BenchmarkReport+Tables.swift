import Plotting
import Tensors
import Wording

extension BenchmarkReport {
  /// The report as tables; those with nothing to say are left out.
  package var tables: [Table] {
    [
      trainingTable, variationTable, levelTable, inferenceTable, memoryTable, torchTrainingTable,
      torchInferenceTable,
    ].filter { !$0.rows.isEmpty }
  }

  /// The report for people.
  package var text: String {
    tables.map(\.listing).joined(separator: "\n") + "\n\(remarks)\n"
  }

  /// What must be known to read the numbers.
  var remarks: String {
    let peak = peakGigaflops
    return "Medians of \(rounds) rounds, with the least and the most. Peak: \(peak.median.fixed(0)) GFLOP/s "
      + "(\(peak.minimum.fixed(0)) to \(peak.maximum.fixed(0))), multiply-adds in registers with \(level.rawValue) "
      + "instructions on the same threads between the rounds. GFLOP/s done: the multiplications and additions of the "
      + "kernels, those of the transforms among them. Equivalent ones: what direct convolution would have to do in the same "
      + "time; in the form of Winograd a layer does fewer, so these may exceed the peak. All of this is the processor's: no graphics "
      + "card was measured, which `experiments bench --device gpu` does."
  }

  private var trainingTable: Table {
    Table(
      id: "training", title: "Training, sub-images a second (\(threads) threads)",
      columns: [
        "Network", "Channels", "Widths", "Batch", "Sub-images/s", "min", "max",
      ] + Self.operationColumns,
      rows: training.map { entry in
        entry.network.cells + [.number(Double(entry.batch), decimals: 0)]
          + entry.subImagesPerSecond.cells(decimals: 0)
          + operationCells(entry.gigaflopsDone, entry.shareOfPeak, entry.equivalentGigaflops)
      })
  }

  private static let operationColumns = [
    "GFLOP/s done", "% of peak", "equivalent GFLOP/s (direct convolution)",
  ]

  private func operationCells(_ done: Double, _ share: Spread, _ equivalent: Double) -> [Table.Cell] {
    [
      .number(done, decimals: 1), .number(100 * share.median, decimals: 0), .number(equivalent, decimals: 1),
    ]
  }

  /// One thread and small batches, in columns.
  private var variationTable: Table {
    func isOfTable(_ variation: Variation) -> Bool { variation.level == level }
    let shown = training.first?.variations.filter(isOfTable) ?? []
    return Table(
      id: "variations", title: "The same on one thread and in smaller batches",
      columns: ["Network", "Channels", "Widths"]
        + shown.flatMap { variation in
          variation.batch == training.first?.batch
            ? ["\(variation.threads) thread", "x with \(threads)"]
            : ["batch \(variation.batch)", "% of batch \(training.first?.batch ?? 0)"]
        },
      rows: shown.isEmpty
        ? []
        : training.map { entry in
          entry.network.cells
            + entry.variations.filter(isOfTable).flatMap { variation -> [Table.Cell] in
              let ratio = variation.ratio.median
              return [
                .number(variation.subImagesPerSecond.median, decimals: 0),
                variation.batch == entry.batch
                  ? .number(1 / ratio, decimals: 2) : .number(100 * ratio, decimals: 0),
              ]
            }
        })
  }

  private var levelTable: Table {
    Table(
      id: "levels", title: "The same with other instructions",
      columns: [
        "Network", "Channels", "Widths", "Instructions", "Sub-images/s", "min", "max",
        "% of \(level.rawValue)",
      ],
      rows: training.flatMap { entry in
        entry.variations.filter { $0.level != level }.map { variation in
          entry.network.cells + [.text(variation.level.rawValue)]
            + variation.subImagesPerSecond.cells(decimals: 0)
            + [.number(100 * variation.ratio.median, decimals: 0)]
        }
      })
  }

  private var inferenceTable: Table {
    Table(
      id: "inference",
      title: "Application to an image, every layer padded by its border (\(threads) threads)",
      columns: ["Network", "Channels", "Widths", "Pixels", "ms", "min", "max"] + Self.operationColumns
        + (threads > 1 ? ["1 thread, ms", "x with \(threads)"] : []),
      rows: inference.map { entry in
        entry.network.cells + [.text("\(entry.width)x\(entry.height)")]
          + entry.milliseconds.cells(decimals: 1)
          + operationCells(entry.gigaflopsDone, entry.shareOfPeak, entry.equivalentGigaflops)
          + (entry.oneThread.map {
            [.number($0.milliseconds.median, decimals: 1), .number(1 / $0.ratio.median, decimals: 2)]
          } ?? [])
      })
  }

  private var memoryTable: Table {
    Table(
      id: "memory", title: "Peak memory of the process while a network is applied",
      columns: ["Network", "Channels", "Widths", "Pixels", "MB", "one layer of the whole image, MB"],
      rows: memory.map { entry in
        entry.network.cells + [
          .text("\(entry.width)x\(entry.height)"), .number(entry.megabytes, decimals: 0),
          .number(entry.layerMegabytes, decimals: 0),
        ]
      })
  }

  private var torchTrainingTable: Table {
    Table(
      id: "torch-training", title: "Training beside \(torchName), sub-images a second in the same rounds",
      columns: ["Network", "Channels", "Widths", "Ours", "PyTorch", "Its setting", "Ratio", "min", "max"],
      rows: training.compactMap { entry in
        entry.torch.map {
          entry.network.cells + $0.cells(beside: entry.subImagesPerSecond, decimals: 0)
        }
      })
  }

  private var torchInferenceTable: Table {
    Table(
      id: "torch-inference", title: "Application beside \(torchName), milliseconds in the same rounds",
      columns: [
        "Network", "Channels", "Widths", "Pixels", "Ours", "PyTorch", "Its setting", "Ratio", "min", "max",
      ],
      rows: inference.compactMap { entry in
        entry.torch.map {
          entry.network.cells + [.text("\(entry.width)x\(entry.height)")]
            + $0.cells(beside: entry.milliseconds, decimals: 1)
        }
      })
  }

  var torchName: String { "PyTorch \(torch?.torch ?? "")" }
}

extension BenchmarkNetwork {
  /// Its name, channels and widths.
  var cells: [Table.Cell] {
    [.text(name), .number(Double(channels), decimals: 0), .text(widthsText)]
  }
}

extension Spread {
  /// Median, least and most.
  func cells(decimals: Int) -> [Table.Cell] {
    [median, minimum, maximum].map { .number($0, decimals: decimals) }
  }
}

extension BenchmarkReport.Comparison {
  /// Ours, PyTorch's, its setting and the ratio.
  func cells(beside own: Spread, decimals: Int) -> [Table.Cell] {
    [
      .number(own.median, decimals: decimals), .number(value.median, decimals: decimals), .text(setting),
    ] + ratio.cells(decimals: 2)
  }
}

extension Table {
  /// The table for a terminal.
  var listing: String {
    "\(title)\n\n\(listed([columns] + rows.map { $0.map(\.plainText) }, .numbersRight))"
  }
}

extension Table.Cell {
  fileprivate var plainText: String {
    switch self {
    case .text(let text), .link(let text, _): text
    case .number(let value, let decimals, _), .spread(let value, _, let decimals, _): value.fixed(decimals)
    case .missing: "–"
    }
  }
}

import Tensors
import Wording

extension BenchmarkReport {
  /// The report for machines.
  package var json: JSON { .object(members) }

  /// Its members, in their order.
  package var members: [(key: String, value: JSON)] {
    func variations(_ isOfList: (Variation, Training) -> Bool) -> JSON {
      .list(
        training.flatMap { entry in
          entry.variations.filter { isOfList($0, entry) }.map { $0.json(of: entry.network) }
        })
    }
    return [
      // A graphics card has a report of its own.
      ("device", .object([("name", .text("cpu")), ("isGPU", .bool(false))])),
      ("training", .list(training.map(\.json))), ("inference", .list(inference.map(\.json))),
      ("threadScaling", variations { $0.threads != $1.threads }),
      ("inferenceThreadScaling", .list(inference.compactMap(\.oneThreadJSON))),
      ("batches", variations { $0.batch != $1.batch }),
      ("levels", variations { variation, _ in variation.level != level }),
      ("memory", .list(memory.map(\.json))),
      ("peakGigaflops", .number(peakGigaflops.median, decimals: 2)),
      ("peakMinimum", .number(peakGigaflops.minimum, decimals: 2)),
      ("peakMaximum", .number(peakGigaflops.maximum, decimals: 2)),
      ("simd", .text(level.rawValue)), ("threads", .integer(threads)), ("rounds", .integer(rounds)),
      (
        "torch", torch.map { .object([("version", .text($0.torch)), ("python", .text($0.python))]) } ?? .null
      ),
    ]
  }
}

typealias Members = [(key: String, value: JSON)]

extension BenchmarkNetwork {
  var members: Members {
    [
      ("network", .text(name)), ("channels", .integer(channels)),
      ("widths", .list(widths.map { .integer($0) })),
    ]
  }
}

extension Spread {
  func members(_ name: String, ends: (String, String) = ("minimum", "maximum"), decimals: Int)
    -> Members
  {
    [
      (name, .number(median, decimals: decimals)), (ends.0, .number(minimum, decimals: decimals)),
      (ends.1, .number(maximum, decimals: decimals)),
    ]
  }
}

/// What is done, and what direct convolution would have to do.
private func operationMembers(_ done: Double, gigaflops: Double, equivalent: Double) -> Members {
  [
    ("operationsDone", .number(done, decimals: 0)), ("gigaflopsDone", .number(gigaflops, decimals: 2)),
    ("equivalentGigaflops", .number(equivalent, decimals: 2)),
  ]
}

extension BenchmarkReport.Training {
  fileprivate var json: JSON {
    .object(
      network.members + [("threads", .integer(threads)), ("batch", .integer(batch))]
        + subImagesPerSecond.members("subImagesPerSecond", decimals: 2)
        + operationMembers(operationsDone, gigaflops: gigaflopsDone, equivalent: equivalentGigaflops)
        + shareOfPeak.members("shareOfPeak", ends: ("shareMinimum", "shareMaximum"), decimals: 4)
        + [("torch", torch?.json("subImagesPerSecond") ?? .null)])
  }
}

extension BenchmarkReport.Variation {
  fileprivate func json(of network: BenchmarkNetwork) -> JSON {
    .object(
      network.members + [
        ("threads", .integer(threads)), ("batch", .integer(batch)), ("simd", .text(level.rawValue)),
      ] + subImagesPerSecond.members("subImagesPerSecond", decimals: 2)
        + ratio.members("ratio", ends: ("ratioMinimum", "ratioMaximum"), decimals: 4))
  }
}

extension BenchmarkReport.Inference {
  private func members(threads: Int, _ milliseconds: Spread) -> Members {
    network.members + [
      ("width", .integer(width)), ("height", .integer(height)), ("threads", .integer(threads)),
    ] + milliseconds.members("milliseconds", decimals: 4)
  }

  fileprivate var oneThreadJSON: JSON? {
    oneThread.map {
      .object(
        members(threads: 1, $0.milliseconds)
          + $0.ratio.members("ratio", ends: ("ratioMinimum", "ratioMaximum"), decimals: 4))
    }
  }

  fileprivate var json: JSON {
    .object(
      members(threads: threads, milliseconds)
        + operationMembers(operationsDone, gigaflops: gigaflopsDone, equivalent: equivalentGigaflops)
        + shareOfPeak.members("shareOfPeak", ends: ("shareMinimum", "shareMaximum"), decimals: 4)
        + [("torch", torch?.json("milliseconds") ?? .null)])
  }
}

extension BenchmarkReport.Comparison {
  func json(_ unit: String) -> JSON {
    .object(
      [("setting", .text(setting))] + value.members(unit, decimals: 4)
        + ratio.members("ratio", ends: ("ratioMinimum", "ratioMaximum"), decimals: 4)
        + [
          (
            "trials",
            .list(
              trials.map {
                .object([("setting", .text($0.setting)), (unit, .number($0.value, decimals: 4))])
              })
          )
        ])
  }
}

extension BenchmarkReport.Memory {
  fileprivate var json: JSON {
    .object(
      network.members + [
        ("width", .integer(width)), ("height", .integer(height)),
        ("peakMegabytes", .number(megabytes, decimals: 2)),
        ("layerMegabytes", .number(layerMegabytes, decimals: 2)),
      ])
  }
}

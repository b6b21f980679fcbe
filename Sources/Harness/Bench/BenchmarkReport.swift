import Tensors

/// What a benchmark measured.
public struct BenchmarkReport: Sendable, Equatable {
  /// The rate of training a network.
  public struct Training: Sendable, Equatable {
    /// Filter sizes joined by `-`.
    public var network: String
    /// Channels of the image.
    public var channels: Int
    /// Threads.
    public var threads: Int
    /// Sub-images a step.
    public var batch: Int
    /// Sub-images a second, all of a step counted.
    public var subImagesPerSecond: Spread
    /// Floating-point operations a sub-image; a multiply-add is two.
    public var operations: Double
  }

  /// The time of applying a network.
  public struct Inference: Sendable, Equatable {
    /// Filter sizes joined by `-`.
    public var network: String
    /// Channels of the image.
    public var channels: Int
    /// Pixels a row.
    public var width: Int
    /// Rows.
    public var height: Int
    /// Threads.
    public var threads: Int
    /// Milliseconds an image.
    public var milliseconds: Spread
    /// Floating-point operations an image; a multiply-add is two.
    public var operations: Double
  }

  /// The training rates, in the order asked for.
  public var training: [Training] = []
  /// The times of application, in the order asked for.
  public var inference: [Inference] = []

  /// What multiply-adds in registers reach on the same threads in the same run, in billions of operations a second.
  public let peakGigaflops: Double

  /// Nothing but the peak measured yet.
  public init(peakGigaflops: Double) {
    self.peakGigaflops = peakGigaflops
  }
}

extension BenchmarkReport.Training {
  /// Billions of floating-point operations a second.
  public var gigaflops: Double { operations * subImagesPerSecond.median / 1e9 }
}

extension BenchmarkReport.Inference {
  /// Billions of floating-point operations a second.
  public var gigaflops: Double { operations / milliseconds.median / 1e6 }
}

extension BenchmarkReport {
  /// The report for people.
  public var text: String {
    var rows = [
      ["training", "channels", "threads", "batch", "sub-images/s", "min", "max", "GFLOP/s", "of peak"]
    ]
    for entry in training {
      let rate = entry.subImagesPerSecond
      rows.append([
        entry.network, "\(entry.channels)", "\(entry.threads)", "\(entry.batch)", rate.median.fixed(0),
        rate.minimum.fixed(0), rate.maximum.fixed(0), entry.gigaflops.fixed(1),
        percent(entry.gigaflops),
      ])
    }
    var times = [["inference", "channels", "threads", "pixels", "ms", "min", "max", "GFLOP/s", "of peak"]]
    for entry in inference {
      let time = entry.milliseconds
      times.append([
        entry.network, "\(entry.channels)", "\(entry.threads)", "\(entry.width)x\(entry.height)",
        time.median.fixed(1), time.minimum.fixed(1), time.maximum.fixed(1), entry.gigaflops.fixed(1),
        percent(entry.gigaflops),
      ])
    }
    let tables = [rows, times].filter { $0.count > 1 }.map(aligned).joined(separator: "\n")
    return tables
      + "\nMedian, least and most of several measurements. Peak: \(peakGigaflops.fixed(0)) GFLOP/s, multiply-adds in "
      + "registers with \(SIMDLevel.best.rawValue) instructions on the same threads.\n"
  }

  private func percent(_ gigaflops: Double) -> String { (100 * gigaflops / peakGigaflops).fixed(0) + " %" }

  /// The report for machines.
  public var json: JSONText {
    .object([
      ("training", .list(training.map { $0.json(peak: peakGigaflops) })),
      ("inference", .list(inference.map { $0.json(peak: peakGigaflops) })),
      ("peakGigaflops", .number(peakGigaflops, decimals: 2)), ("simd", .text(SIMDLevel.best.rawValue)),
    ])
  }
}

extension BenchmarkReport.Training {
  fileprivate func json(peak: Double) -> JSONText {
    .object([
      ("network", .text(network)), ("channels", .integer(channels)), ("threads", .integer(threads)),
      ("batch", .integer(batch)), ("subImagesPerSecond", .number(subImagesPerSecond.median, decimals: 2)),
      ("minimum", .number(subImagesPerSecond.minimum, decimals: 2)),
      ("maximum", .number(subImagesPerSecond.maximum, decimals: 2)),
      ("gigaflops", .number(gigaflops, decimals: 2)), ("shareOfPeak", .number(gigaflops / peak, decimals: 4)),
    ])
  }
}

extension BenchmarkReport.Inference {
  fileprivate func json(peak: Double) -> JSONText {
    .object([
      ("network", .text(network)), ("channels", .integer(channels)), ("width", .integer(width)),
      ("height", .integer(height)), ("threads", .integer(threads)),
      ("milliseconds", .number(milliseconds.median, decimals: 4)),
      ("minimum", .number(milliseconds.minimum, decimals: 4)),
      ("maximum", .number(milliseconds.maximum, decimals: 4)),
      ("gigaflops", .number(gigaflops, decimals: 2)), ("shareOfPeak", .number(gigaflops / peak, decimals: 4)),
    ])
  }
}

/// The times of one training session, and what they say about the rest.
struct SessionMeter {
  /// Bicubic interpolation's mean PSNR on the validation set, dB.
  let bicubicPSNR: Double
  /// Seconds between two reports of progress.
  static let reportInterval = 0.2

  private(set) var trainingSeconds = 0.0
  private(set) var evaluationSeconds = 0.0
  private(set) var samples = 0
  private var reportedAt: Double?
  /// The rate over the last seconds, so that a change of the machine's load shows.
  private var recent: Double?

  init(bicubicPSNR: Double) {
    self.bicubicPSNR = bicubicPSNR
  }

  mutating func stepped(seconds: Double, samples: Int) {
    trainingSeconds += seconds
    self.samples += samples
    guard seconds > 0 else { return }
    let rate = Double(samples) / seconds
    // An average that forgets with a time constant of ten seconds.
    let weight = min(1, max(seconds / 10, seconds / max(trainingSeconds, 1e-9)))
    recent = recent.map { $0 + weight * (rate - $0) } ?? rate
  }

  mutating func evaluated(seconds: Double) {
    evaluationSeconds += seconds
  }

  mutating func isReportDue(_ now: Double) -> Bool {
    if let reportedAt, now - reportedAt < Self.reportInterval { return false }
    reportedAt = now
    return true
  }

  /// Sub-images a second lately, evaluations left out.
  var subImagesPerSecond: Double? { recent }

  /// Seconds that so many backprops take, evaluations included.
  func secondsLeft(backprops: Int) -> Double? {
    guard let recent, recent > 0, samples > 0 else { return nil }
    return Double(backprops) * (1 / recent + evaluationSeconds / Double(samples))
  }
}

extension DoublePlane {
  /// The plane with `margin` more samples on each side.
  func padded(by margin: Int, _ border: Border) -> DoublePlane {
    let columns = (-margin..<width + margin).map { border.position(of: $0, count: width) }
    var padded = DoublePlane(zeros: width + 2 * margin, height + 2 * margin)
    for y in 0..<padded.height {
      guard let row = border.position(of: y - margin, count: height) else { continue }
      for (x, column) in columns.enumerated() {
        if let column { padded.samples[y * padded.width + x] = samples[row * width + column] }
      }
    }
    return padded
  }

  /// The correlation with a square filter of odd side, row by row in `taps`, at every `step`th sample in both
  /// directions, the first included.
  func correlated(with taps: [Double], border: Border, step: Int = 1) -> DoublePlane {
    let side = Int(Double(taps.count).squareRoot())
    precondition(side * side == taps.count && side % 2 == 1, "\(taps.count) taps are no square of odd side")
    let source = padded(by: side / 2, border)
    var result = DoublePlane(zeros: (width + step - 1) / step, (height + step - 1) / step)
    for y in 0..<result.height {
      for (tap, weight) in taps.enumerated() where weight != 0 {
        let start = (y * step + tap / side) * source.width + tap % side
        result.addRow(y, weight, source.samples, from: start, step: step)
      }
    }
    return result
  }

  /// The correlation with the product of `taps` along rows and columns, wherever the filter fits whole.
  func correlated(separably taps: [Double]) -> DoublePlane {
    var rows = DoublePlane(zeros: width - taps.count + 1, height)
    for y in 0..<height {
      for (tap, weight) in taps.enumerated() { rows.addRow(y, weight, samples, from: y * width + tap) }
    }
    var result = DoublePlane(zeros: rows.width, height - taps.count + 1)
    for y in 0..<result.height {
      for (tap, weight) in taps.enumerated() {
        result.addRow(y, weight, rows.samples, from: (y + tap) * rows.width)
      }
    }
    return result
  }

  /// Adds `weight` times the samples `from`, `from + step`, … to row `y`.
  mutating func addRow(_ y: Int, _ weight: Double, _ source: [Double], from start: Int, step: Int = 1) {
    precondition(start >= 0 && (y + 1) * width <= samples.count, "row \(y) isn't there")
    precondition(width == 0 || start + (width - 1) * step < source.count, "the source ends before the row")
    samples.withUnsafeMutableBufferPointer { samples in
      source.withUnsafeBufferPointer { source in
        guard let row = samples.baseAddress, let source = source.baseAddress else { return }
        let (to, from) = (row + y * width, source + start)
        if step == 1 {
          for x in 0..<width { to[x] += weight * from[x] }
        } else {
          for x in 0..<width { to[x] += weight * from[x * step] }
        }
      }
    }
  }
}

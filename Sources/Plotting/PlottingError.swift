import Vocabulary

/// What can go wrong between values and drawn files.
public enum PlottingError: Error, Equatable, CustomStringConvertible {
  /// A figure's or table's id can't be the name of a file.
  case unusableName(String)
  /// No curve of the figure has a point that its axes can show.
  case nothingToDraw(figure: String)
  /// There is no gnuplot in the folders of `PATH`.
  case gnuplotMissing(path: String)
  /// gnuplot could not be started, failed, or left a file unwritten; `message` is what it said.
  case gnuplotFailed(figure: String, status: Int, message: String)
  /// A file could not be written.
  case cannotWrite(path: String, reason: String)
  /// A line of a CSV file isn't as it should be.
  case malformedLine(file: String, line: Int, expected: String, found: String)
  /// The paper's data has no such curve.
  case unknownCurve(figure: String, curve: String, known: [String])
  /// The paper's data has no such level.
  case unknownLevel(set: String, scale: Int, metric: Measure, method: String, known: [String])

  /// What happened, where, and what to do about it.
  public var description: String {
    switch self {
    case .unusableName(let name):
      "'\(name)' can't name a file: expected letters, digits, '-', '_', '.' and '+' only, not starting with '.' or '-'."
    case .nothingToDraw(let figure):
      "\(figure): there is nothing to draw yet, for no run of it is trained; `experiments run` trains them."
    case .gnuplotMissing(let path):
      "gnuplot is not installed (looked in PATH: \(path.isEmpty ? "empty" : path)). Install it with "
        + "'apt-get install gnuplot-nox' (Debian), 'brew install gnuplot' (macOS) or 'make deps', then draw again; "
        + "nothing that was trained is lost."
    case .gnuplotFailed(let figure, let status, let message):
      "gnuplot could not draw \(figure) (status \(status)): "
        + (message.isEmpty ? "it said nothing." : "it said \"\(message)\".")
        + " Expected gnuplot 5.4 or newer with the terminals svg, pngcairo and pdfcairo."
    case .cannotWrite(let path, let reason):
      "cannot write \(path): \(reason). Check that the folder exists, is writable, and that the disk isn't full."
    case .malformedLine(let file, let line, let expected, let found):
      "\(file):\(line): expected \(expected), found \(found)."
    case .unknownCurve(let figure, let curve, let known):
      known.isEmpty
        ? "the paper's data has no curves of a figure '\(figure)'."
        : "the paper's \(figure) has no curve '\(curve)'; it has \(quotedList(known))."
    case .unknownLevel(let set, let scale, let metric, let method, let known):
      "the paper gives no \(metric.rawValue) of method '\(method)' on \(set) x\(scale)"
        + (known.isEmpty ? "." : "; it gives \(quotedList(known)).")
    }
  }

  private func quotedList(_ words: [String]) -> String {
    words.map { "'\($0)'" }.joined(separator: ", ")
  }
}

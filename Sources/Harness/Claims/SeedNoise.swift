import ExperimentSpecs
import Foundation
import Plotting

/// How much a score moves from seed to seed, as far as it was measured: `experiments/noise.csv`.
///
/// It decides what one seed alone can say: a difference that is smaller says nothing.
struct SeedNoise: Sendable {
  private let noise: [ClaimExpression.Measure: Double]

  /// Noise of these sizes, in the measures' units.
  init(_ noise: [ClaimExpression.Measure: Double]) {
    self.noise = noise
  }

  /// Reads the project's file.
  /// - Throws: `ProjectError.unreadable`, `PlottingError.malformedLine`.
  init(root: String) throws {
    let path = "\(root)/experiments/noise.csv"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ProjectError.unreadable(path: path, reason: "it is missing or no text")
    }
    var noise: [ClaimExpression.Measure: Double] = [:]
    for (line, fields) in try CSV(text, file: "noise.csv", columns: ["measure", "noise", "measured_on"]).rows
    {
      guard let measure = ClaimExpression.Measure(rawValue: fields["measure"] ?? ""),
        let value = Double(fields["noise"] ?? ""), value.isFinite, value >= 0
      else {
        throw PlottingError.malformedLine(
          file: "noise.csv", line: line, expected: "a measure and a number",
          found: "\(fields["measure"] ?? ""),\(fields["noise"] ?? "")")
      }
      noise[measure] = value
    }
    self.noise = noise
  }

  /// The noise of a measure in its unit, or nil if it wasn't measured.
  subscript(measure: ClaimExpression.Measure) -> Double? { noise[measure] }
}

import ExperimentSpecs
import Foundation
import Plotting

/// What the paper published, as it lies in `experiments/paper`.
struct PaperNumbers: Sendable {
  /// Curves and levels.
  let data: PaperData
  /// PSNR on Set5 at x3 after 8e8 backprops, by filter sizes and training set.
  private let networks: [(network: String, trainingSet: String, psnr: Double)]

  /// Reads the files.
  /// - Throws: `ProjectError.unreadable`, `PlottingError.malformedLine`.
  init(root: String) throws {
    func text(_ name: String) throws(ProjectError) -> String {
      let path = "\(root)/experiments/paper/\(name)"
      do {
        return try String(contentsOfFile: path, encoding: .utf8)
      } catch {
        throw .unreadable(path: path, reason: error.localizedDescription)
      }
    }
    data = try PaperData(curves: text("curves.csv"), levels: text("levels.csv"))
    networks = try text("networks.csv").split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: ",").map(String.init)
      guard fields.count == 3, let psnr = Double(fields[2]) else { return nil }
      return (fields[0], fields[1], psnr)
    }
  }

  /// The paper's level of a method on a set, or nil where it has a dash.
  func level(_ baseline: FigureSection.Baseline, set: String, scale: Int, metric: String = "psnr") -> Level? {
    let method =
      switch baseline {
      case .bicubic: "bicubic"
      case .sc: "sc"
      case .neighbourEmbedding: "ne-lle"
      case .kk: "kk"
      case .anr: "anr"
      case .adjustedANR: "aplus"
      }
    guard let level = try? data.level(method, set: set, scale: scale, metric: metric) else { return nil }
    return Level(label: "\(level.label) (paper)", value: level.value)
  }

  /// The paper's PSNR of a network on Set5, and the training set it is for: the same set if the paper has it,
  /// else ImageNet.
  func psnr(of run: RunDescription) -> (value: Double, trainingSet: String)? {
    guard run.data.scale == 3, run.data.channels == .y else { return nil }
    let name = run.network.filters.map(String.init).joined(separator: "-")
    let isWhole = run.data.trainImages == nil || run.data.trainImages == 91
    let found = networks.filter { $0.network == name }
    // Widths other than 64, 32 are other networks: the paper's Table 1.
    guard run.network.widths == [64, 32] else { return nil }
    let own = run.data.train == ["t91"] && isWhole ? found.first { $0.trainingSet == "91 images" } : nil
    return (own ?? found.first { $0.trainingSet == "ImageNet" }).map { ($0.psnr, $0.trainingSet) }
  }
}
